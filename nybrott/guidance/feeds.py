"""Sessions of guidance as events for people's calendars (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from nybrott.guidance.models import Session
from nybrott.guidance.queries import CalendarEvent, event_of


def invitation(session: Session, user_id: int | None, *, now: datetime) -> bytes:
    """One session to be taken over by a calendar: asked for, or called off. The higher SEQUENCE wins, whatever comes first."""
    from icalendar import vCalAddress  # slow import: few take the event along

    event = event_of(session, user_id)
    people: list[object] = []
    for part, role in ((session.pairing.mentor, "CHAIR"), (session.pairing.driver, "REQ-PARTICIPANT")):
        person = vCalAddress(f"mailto:{part.user.email}")
        person.params["cn"], person.params["role"] = part.user.name, role
        people.append(person)
    return _calendar([event], "CANCEL" if event.cancelled else "REQUEST", now, people)


def calendar(events: Iterable[CalendarEvent], *, now: datetime) -> bytes:
    """A person's whole calendar, for a calendar program that fetches it again and again."""
    return _calendar(events, "PUBLISH", now, [])


def _calendar(events: Iterable[CalendarEvent], method: str, now: datetime, people: list[object]) -> bytes:
    from icalendar import Calendar, Event  # slow import: few take the event along

    made = Calendar()
    made.add("prodid", "-//Nybrott//Guidance//NO")
    made.add("version", "2.0")
    made.add("method", method)
    for one in events:
        event = Event()
        event.add("uid", one.uid)
        event.add("sequence", one.turn)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", one.starts_at.astimezone(UTC))
        event.add("dtend", one.ends_at.astimezone(UTC))
        event.add("summary", one.title)
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
        if said := "\n\n".join(text for text in (one.link, one.url) if text):
            event.add("description", said)
        if one.url:
            event.add("url", one.url)
        if one.place or one.link:
            event.add("location", one.place or one.link)
        if people:
            event.add("organizer", people[0])
            for person in people:
                event.add("attendee", person)
        made.add_component(event)
    return bytes(made.to_ical())
