"""Meetings, for tests."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.dialogues.tests.factories import a_buyer, a_representative, a_supplier, an_open_dialogue
from nybrott.meetings import actions, queries
from nybrott.meetings.models import Round, Slot
from nybrott.people.models import Organisation

NUMBERS = count(1)
VALUE = "3-8-14-17-22-29-31"


def rules_from(now: datetime, **said: Any) -> dict[str, Any]:
    """Rules of a round whose list is open for two days from a time, and whose value is known a day later."""
    return {
        "minutes": 45, "gap": 15, "most": 1, "apply_from": now, "apply_until": now + timedelta(days=2), "value_is": "The numbers of the Lotto draw, in rising order",
        "known_at": now + timedelta(days=3), "change_hours": 48, "offer_hours": 24, "where": "Rådhuset, rom 3", "guide": "Hva virker?\nHva koster det?",
    } | said  # fmt: skip


def a_round(place: Organisation, *, times: int = 3, published: bool = True, now: datetime | None = None, **said: Any) -> Round:  # fmt: skip
    """A round of meetings in an open dialogue, with times ten days after `now`."""
    now, holds = now or timezone.now(), a_buyer(place)
    dialogue = an_open_dialogue(place, actor=holds)
    made = actions.plan_meetings(actor=holds, dialogue=dialogue, said=rules_from(now, **said), now=now)
    if times:
        # in the morning, whatever the hour is: a few times lie on one day
        first = now.replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=10)
        actions.add_slots(actor=holds, round_=made, first=first, until=first + timedelta(hours=times), now=now)
    return actions.publish_meetings(actor=holds, round_=made, now=now) if published else made


def an_applicant(round_: Round, name: str = "", *, now: datetime | None = None, applies: bool = True, **said: Any) -> tuple[Representative, str]:  # fmt: skip
    """A person of a supplier that applied, with the key of the own page."""
    by, key = a_representative(a_supplier(round_.dialogue, name or f"Firma {next(NUMBERS)}"))
    if applies:
        told = {"wants": 1, "wishes": [], "cannot": []} | said
        actions.apply(representative=by, round_=round_, now=now or round_.apply_from, **told)
    return by, key


def closed(round_: Round, actor: Actor | None = None) -> Round:
    """Its list closed, an hour after the last moment to apply."""
    at = round_.apply_until + timedelta(hours=1)
    return actions.close_list(actor=actor or a_buyer(round_.dialogue.organisation), round_=round_, now=at)


def drawn(round_: Round) -> Round:
    """Closed by one, drawn by another, an hour after the value is known."""
    closed(round_)
    return actions.draw_meetings(actor=a_buyer(round_.dialogue.organisation), round_=round_, value=VALUE, now=round_.known_at + timedelta(hours=1))  # fmt: skip


def the_slots(round_: Round) -> list[Slot]:
    """Its times in order."""
    return list(queries.slots_of(round_))


def a_drawn_round(place: Organisation, *, times: int = 3, **said: Any) -> Round:
    """One that was drawn an hour ago, without applicants; its times lie days ahead."""
    now = timezone.now() - timedelta(days=3, hours=1)
    return drawn(a_round(place, times=times, now=now, **said))


def a_held_meeting(place: Organisation) -> tuple[Slot, Representative, str, Dialogue]:
    """A meeting that began an hour ago."""
    round_ = a_drawn_round(place, times=1)
    by, key = an_applicant(round_, applies=False)
    slot = actions.book_slot(representative=by, slot=the_slots(round_)[0], now=timezone.now())
    Slot.objects.filter(pk=slot.pk).update(begins=timezone.now().replace(microsecond=0) - timedelta(hours=1))
    slot.refresh_from_db()
    return slot, by, key, round_.dialogue
