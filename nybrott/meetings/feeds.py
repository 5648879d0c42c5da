"""Meetings to take along: a supplier's own for its calendar, all of them as rows."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.dialogues.models import Dialogue
from nybrott.meetings.models import Minutes, Round, Slot
from nybrott.meetings.queries import slots_of
from nybrott.ui.formats import moment_short
from nybrott.ui.sheets import Column, Sheet, Value


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


def slots_sheet(round_: Round) -> Sheet:
    """A row for each time, for those who hold the dialogue. What was said in a meeting stands in none."""
    columns = [
        Column("key", _("Key"), _("What the time is called in the draw file.")),
        Column("begins", _("Begins"), _("Norwegian time.")),
        Column("ends", _("Ends"), _("Norwegian time.")),
        Column("supplier", _("Supplier"), _("Who has the time; empty when it is free.")),
        Column("supplier_key", _("Key of the supplier"), _("What the supplier is called in the draw file.")),
        Column("came_by", _("How it got the time"), _("By the lottery, or by booking after it.")),
        Column("offered_to", _("Offered to"), _("Who on the waiting list the time is held for.")),
        Column("minutes", _("Progress of the minutes"), _("Empty until something is written.")),
        Column("lasted", _("Length in minutes"), _("As the minutes say; empty while there are none.")),
    ]
    about = [(_("Market dialogue"), round_.dialogue.title), (_("Held by"), round_.dialogue.organisation.name)]
    return Sheet(f"{round_.dialogue.slug[:60]}-meetings", _("One-to-one meetings"), columns, _rows(round_), about)


def _rows(round_: Round) -> Iterator[list[Value]]:
    for one in slots_of(round_).select_related("record").defer("record__sealed", "record__open"):
        record, who = getattr(one, "record", None), one.supplier
        by = (_("By the lottery") if one.drawn else _("Booked")) if who else ""
        yield [
            one.key, moment_short(one.begins), moment_short(one.ends), who.name if who else "", who.key if who else "", by,
            one.offered_to.name if one.offered_to else "", minutes_stand(record), record.lasted if record else None,
        ]  # fmt: skip


def minutes_stand(record: Minutes | None) -> str:
    """How far minutes have come, in words; "" when nothing is written."""
    if record is None:
        return ""
    if record.approved_at:
        return _("Minutes approved")
    return _("Minutes sent") if record.sent_at else _("Minutes being written")
