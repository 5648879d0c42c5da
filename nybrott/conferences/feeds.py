"""The conference for calendars, and who comes as a file for those who hold it."""

from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.conferences import queries
from nybrott.conferences.models import Conference, Seat
from nybrott.conferences.states import ConferenceState, SeatState, Way
from nybrott.ui.sheets import Column, Sheet


def calendar(conference: Conference, now: datetime, seat: Seat | None = None) -> bytes:
    """The conference (RFC 5545); for somebody with a seat with the place they come to, or the digital room. The key of their page stands nowhere in it."""
    from icalendar import Calendar, Event  # slow import: few take the dates along

    has = seat is not None and seat.state == SeatState.TAKEN
    where = conference.link if has and seat and seat.way == Way.DIGITAL else conference.place
    made, event = Calendar(), Event()
    made.add("prodid", "-//Nybrott//Conferences//NO")
    made.add("version", "2.0")
    event.add("uid", f"conference-{conference.pk}@nybrott")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", conference.begins.astimezone(UTC))
    event.add("dtend", conference.ends.astimezone(UTC))
    event.add("summary", f"{_('Dialogue conference')}: {conference.dialogue.title}")
    if where:
        event.add("location", where)
    event.add("url", f"{settings.ADDRESS}{reverse('conferences:public', args=[conference.dialogue.slug])}")
    event.add("status", "CANCELLED" if conference.state == ConferenceState.CALLED_OFF else "CONFIRMED")
    made.add_component(event)
    return bytes(made.to_ical())


def seats_sheet(conference: Conference) -> Sheet:
    """A row for each person who comes or waits."""
    columns = [
        Column("supplier", _("Supplier"), _("As it calls itself.")), Column("name", _("Name"), _("The person.")),
        Column("way", _("How"), _("In the room or digitally.")), Column("state", _("How it stands"), _("Has a seat, was offered one, or waits.")),
        Column("named", _("May be named"), _("Whether the person agreed to be shown in the list of who comes.")),
        Column("present", _("Came"), _("As it was ticked.")), Column("needs", _("Needs"), _("What the person needs to take part.")),
    ]  # fmt: skip
    words = {True: _("yes"), False: _("no"), None: ""}
    rows = [
        (
            one.representative.supplier.name, one.representative.name, one.get_way_display(), one.get_state_display(), words[one.named],
            words[one.present], one.representative.needs,
        )
        for one in queries.seats_of(conference)
    ]  # fmt: skip
    return Sheet(f"{conference.dialogue.slug}-conference", conference.dialogue.title, columns, rows, [])
