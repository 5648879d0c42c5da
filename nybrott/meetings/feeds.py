"""A supplier's meetings for its calendar."""

from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.dialogues.models import Dialogue
from nybrott.meetings.models import Round, Slot


def calendar(dialogue: Dialogue, round_: Round, slots: list[Slot], now: datetime) -> bytes:
    """The meetings (RFC 5545). The private link stands in none of them."""
    from icalendar import Calendar, Event  # slow import: few take the dates along

    made = Calendar()
    made.add("prodid", "-//Nybrott//Meetings//NO")
    made.add("version", "2.0")
    for slot in slots:
        event = Event()
        event.add("uid", f"meeting-{slot.pk}@nybrott")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", slot.begins.astimezone(UTC))
        event.add("dtend", slot.ends.astimezone(UTC))
        event.add("summary", f"{_('One-to-one meeting')}: {dialogue.title}")
        if round_.where:
            event.add("location", round_.where)
        event.add("url", f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}")
        made.add_component(event)
    return bytes(made.to_ical())
