"""Shared days for a calendar program."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.conf import settings

from nybrott.partnerships.queries import Day


def calendar_of(found: Sequence[Day], names: Mapping[int, str], now: datetime) -> bytes:
    """The days as events (RFC 5545). The same day is the same event however often it is taken along."""
    from icalendar import Calendar, Event  # slow import: few take the dates along

    made = Calendar()
    made.add("prodid", "-//Nybrott//Networks//NO")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for one in found:
        event = Event()
        event.add("uid", f"network-{one.ref}@nybrott")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", one.at or one.on)
        if one.ends:
            event.add("dtend", one.ends)
        event.add("summary", f"{names[one.organisation]}: {one.title}")
        event.add("description", one.what)
        if one.url:
            event.add("url", f"{settings.ADDRESS}{one.url}")
        made.add_component(event)
    return bytes(made.to_ical())
