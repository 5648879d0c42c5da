"""Rules and times are set and published, the list is closed, and somebody else types the value that draws."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.core.lottery import LotteryError, Published
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import Dialogue
from nybrott.journal.actions import record
from nybrott.meetings import letters, queries, rules
from nybrott.meetings.models import Round, Slot
from nybrott.ui.formats import language

MOST_SLOTS = 300  # what a list can hold, see `core.lottery`
HELD = ("minutes", "gap", "most", "apply_from", "apply_until", "change_hours", "offer_hours", "guide")


def _held(round_: Round) -> Round:
    """The round as it is, held until the transaction ends."""
    hold(round_.dialogue)
    return Round.objects.select_for_update(of=("self",), no_key=True).select_related("dialogue__organisation").get(pk=round_.pk)  # fmt: skip


@transaction.atomic
def plan_meetings(*, actor: Actor, dialogue: Dialogue, said: Mapping[str, Any], now: datetime) -> Round:
    """Set the rules. Once they are published only the place and the public value change, until the list is closed."""
    dialogue = hold(dialogue)
    round_ = Round.objects.filter(dialogue=dialogue).first()
    insist(rules.may_plan(actor, dialogue, round_))
    round_ = round_ or Round(dialogue=dialogue)
    round_.dialogue = dialogue
    equal, was = [round_.minutes, round_.gap], [round_.value_is, round_.known_at]
    for name, value in said.items():
        if not (round_.published_at and name in HELD):
            setattr(round_, name, value)
    if round_.pk and round_.slots.exists() and equal != [round_.minutes, round_.gap]:
        raise Refused(_("Remove the times first. They were made for another length."))
    if round_.pk and round_.slots.filter(begins__lte=round_.known_at).exists():
        raise Refused(_("Meetings are held after the lottery is drawn."))
    round_.save()
    if round_.published_at and was != [round_.value_is, round_.known_at]:
        with override(dialogue.language):
            title = _("Another public value draws the meetings: %(value)s") % {"value": round_.value_is}
        enter(dialogue=dialogue, kind="published", thing="meetings-value", title=title, at=now, now=now)
    record(actor=actor, verb="meetings.planned", thing=round_, at=now)
    return round_


@transaction.atomic
def add_slots(*, actor: Actor, round_: Round, first: datetime, until: datetime, now: datetime) -> int:
    """Fill the time between two moments with meetings and the pauses after them; gives how many. They are equally long, also when the clock is moved."""
    round_ = _held(round_)
    insist(rules.may_plan(actor, round_.dialogue, round_))
    whole, step = timedelta(minutes=round_.minutes), timedelta(minutes=round_.minutes + round_.gap)
    if first <= max(now, round_.known_at):
        raise Refused(_("Meetings are held after the lottery is drawn."))
    there = list(queries.slots_of(round_))
    made: list[Slot] = []
    while first + whole <= until and len(made) <= MOST_SLOTS:
        if not any(first < one.ends and one.begins < first + whole for one in there):
            made.append(Slot(round=round_, begins=first))
        first += step
    if len(there) + len(made) > MOST_SLOTS:
        raise Refused(_("At most %(n)s times in a round of meetings.") % {"n": MOST_SLOTS})
    if not made:
        raise Refused(_("There is no room for a meeting between these times."))
    Slot.objects.bulk_create(made)
    record(actor=actor, verb="meetings.times_added", thing=round_, at=now, facts={"count": len(made)})
    return len(made)


@transaction.atomic
def remove_slot(*, actor: Actor, slot: Slot, now: datetime) -> None:
    """Take a time away, before the rules are published: suppliers have not wished for it."""
    round_ = _held(slot.round)
    insist(rules.may_plan(actor, round_.dialogue, round_))
    if round_.published_at:
        raise Refused(_("Suppliers have seen the times. They stay."))
    record(actor=actor, verb="meetings.time_removed", thing=round_, at=now)
    slot.delete()


@transaction.atomic
def publish_meetings(*, actor: Actor, round_: Round, now: datetime) -> Round:
    """Show rules, times and questions to all at once; from here on they hold."""
    round_ = _held(round_)
    insist(rules.may_publish(actor, round_, round_.slots.count(), now))
    round_.published_at = now
    round_.save(update_fields=["published_at"])
    with override(round_.dialogue.language):
        title = _("Rules of the one-to-one meetings, and what everyone is asked")
    told = "\n".join([str(getattr(round_, name)) for name in HELD] + [round_.value_is, round_.known_at.isoformat()])
    enter(dialogue=round_.dialogue, kind="published", thing="meetings", title=title, at=now, now=now, content=sha256(told.encode()).hexdigest())  # fmt: skip
    record(actor=actor, verb="meetings.published", thing=round_, at=now)
    return round_


@transaction.atomic
def close_list(*, actor: Actor, round_: Round, now: datetime) -> Round:
    """Close the list: what is in it and its hash are shown to all before anyone knows the value."""
    round_ = _held(round_)
    insist(rules.may_close(actor, round_, now))
    try:
        round_.closed_list = queries.closed_list(round_, now)
    except LotteryError as trouble:
        raise Refused(trouble.said(language())) from None
    round_.closed_at, round_.closed_by_id = now, actor.user_id
    round_.list_hash = round_.closed_list["list_hash"]
    round_.save()
    with override(round_.dialogue.language):
        title = _("The closed list of the meetings, with the hash %(hash)s") % {"hash": round_.list_hash}
    enter(dialogue=round_.dialogue, kind="lottery", thing="meetings-list", title=title, at=now, now=now, content=sha256(queries.draw_file(round_)).hexdigest())  # fmt: skip
    record(actor=actor, verb="meetings.closed", thing=round_, at=now)
    return round_


@transaction.atomic
def draw_meetings(*, actor: Actor, round_: Round, value: str, now: datetime) -> Round:
    """Type the value and draw: each time is given, and everybody who applied is told."""
    round_ = _held(round_)
    insist(rules.may_type_value(actor, round_, now))
    try:
        published = Published(queries.draw_of(round_).closed, value, round_.dialogue.title)
        drawn, round_.closed_list = published.drawn(), published.told()
    except LotteryError as trouble:
        raise Refused(trouble.said(language())) from None
    round_.value, round_.value_by_id, round_.drawn_at = value, actor.user_id, now
    round_.save()
    _give(round_, ((one.slot, one.supplier) for one in drawn.meetings), now)
    places = {key: place for place, key in enumerate(drawn.order, 1)}
    applications = list(round_.applications.select_related("supplier"))
    for one in applications:
        one.place = places.get(one.supplier.key)
        one.save(update_fields=["place"])
    with override(round_.dialogue.language):
        title = _("The lottery of the meetings, drawn by the value %(value)s") % {"value": value}
    enter(dialogue=round_.dialogue, kind="lottery", thing="meetings-draw", title=title, at=now, now=now, content=sha256(queries.draw_file(round_)).hexdigest())  # fmt: skip
    told = [letter for one in applications for letter in letters.drawn(one, queries.held_by(one.supplier, round_), now)]
    record(actor=actor, verb="meetings.drawn", thing=round_, at=now, letters=told, facts={"value": value})
    return round_


def _give(round_: Round, given: Iterable[tuple[str, str]], now: datetime) -> None:
    """Write who got which time; one whose supplier has left since stays free."""
    there = set(round_.dialogue.suppliers.filter(left_at=None).values_list("pk", flat=True))
    for slot, supplier in given:
        if (pk := int(supplier.removeprefix("s"))) in there:
            Slot.objects.filter(pk=int(slot.removeprefix("t")), round=round_, supplier=None).update(
                supplier_id=pk, drawn=True, taken_at=now
            )
