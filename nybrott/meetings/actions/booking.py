"""Suppliers apply, and after the lottery book, change and cancel by themselves; a time that becomes free is offered to who waits.

Whoever changes who has a time holds the supplier's row, then the rows of the times in the order of their keys: two tabs, two persons of one supplier
and two suppliers come one after the other, and who comes later is told.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.models import Representative, Supplier
from nybrott.journal.actions import NewLetter, record
from nybrott.meetings import letters, queries, rules
from nybrott.meetings.models import Application, Round, Slot

# what a booking looks at; the rest, as the whole closed list, is read only when it is asked for
_OF_ROUND = ("dialogue", "minutes", "gap", "most", "change_hours", "offer_hours", "published_at", "drawn_at")
_OF_DIALOGUE = ("organisation", "title", "slug", "language", "state", "lock_reason", "called_off_reason")
SEEN = (
    *(field.name for field in Slot._meta.concrete_fields), *(f"round__{name}" for name in _OF_ROUND),
    *(f"round__dialogue__{name}" for name in _OF_DIALOGUE),
)  # fmt: skip


def held_supplier(supplier: Supplier) -> Supplier:
    """The supplier as it is, held until the transaction ends."""
    return Supplier.objects.select_for_update(no_key=True).only("name", "left_at", "dialogue").get(pk=supplier.pk)


def held_slots(keys: list[int], of: Supplier | None = None) -> dict[int, Slot]:
    """Times as they are, held until the transaction ends, by their keys; with them those a supplier has in the same dialogue."""
    found = Slot.objects.select_for_update(of=("self",), no_key=True).select_related("round__dialogue").only(*SEEN)
    return {one.pk: one for one in found.filter(Q(pk__in=keys) | Q(supplier=of) if of else Q(pk__in=keys)).order_by("pk")}  # fmt: skip


@transaction.atomic
def apply(*, representative: Representative, round_: Round, wants: int, wishes: list[int], cannot: list[int], now: datetime) -> Application:  # fmt: skip
    """Apply for meetings, or change what one applied for; after the lottery: wait for a time that becomes free."""
    supplier = held_supplier(representative.supplier)
    round_ = Round.objects.select_for_update(of=("self",), no_key=True).select_related("dialogue").get(pk=round_.pk)
    insist(rules.may_wait(supplier, round_) if round_.drawn_at else rules.may_apply(supplier, round_, now))
    there = set(round_.slots.values_list("pk", flat=True))
    if not set(wishes) | set(cannot) <= there or set(wishes) & set(cannot) or len(set(wishes)) < len(wishes):
        raise Refused(_("You cannot wish for these times. Load the page again."))
    if not 1 <= wants <= round_.most:
        raise Refused(_("A supplier can get at most %(n)s meetings.") % {"n": round_.most})
    said = {"wants": wants, "wishes": wishes, "cannot": sorted(cannot)}
    made, _new = Application.objects.update_or_create(
        round=round_, supplier=supplier, defaults=said, create_defaults=said | {"sent_at": now}
    )
    record(actor=VISITOR, verb="meetings.applied", thing=made, at=now)
    return made


@transaction.atomic
def stop_waiting(*, representative: Representative, round_: Round, now: datetime) -> None:
    """Withdraw the application, or leave the waiting list; meetings one has are kept."""
    supplier = held_supplier(representative.supplier)
    insist(rules.may_wait(supplier, round_) if round_.drawn_at else rules.may_apply(supplier, round_, now))
    found = queries.application_of(supplier, round_)
    if found is None:
        return
    Application.objects.filter(pk=found.pk).delete()
    offered = held_slots(list(round_.slots.filter(offered_to=supplier).values_list("pk", flat=True))).values()
    told = [letter for slot in offered for letter in _offer(slot, now)]
    record(actor=VISITOR, verb="meetings.stopped_waiting", thing=found, at=now, letters=told)


@transaction.atomic
def book_slot(*, representative: Representative, slot: Slot, now: datetime, instead_of: Slot | None = None) -> Slot:
    """Take a free time. `instead_of`: the meeting it comes in place of, which is free again in the same moment. Only their key and round are looked at,
    what else they are is read anew; raises `Slot.DoesNotExist` for one that is not of that round.

    It asks the database for little, because many book in the minute the letters come.
    """
    supplier = held_supplier(representative.supplier)
    found = held_slots([one.pk for one in (slot, instead_of) if one], supplier)
    taken, left = _same(found, slot), _same(found, instead_of) if instead_of else None
    if left is not None:
        insist(rules.may_give_up(supplier, left, now))
    mine = [one for one in found.values() if one.supplier_id == supplier.pk and one is not left]
    insist(rules.may_book(supplier, taken, mine, now))
    taken.supplier, taken.drawn, taken.taken_at, taken.offered_to, taken.offer_until = supplier, False, now, None, None
    taken.reminded_at = None
    taken.save(update_fields=["supplier", "drawn", "taken_at", "offered_to", "offer_until", "reminded_at"])
    told = _freed(left, supplier, now) if left is not None else []
    record(actor=VISITOR, verb="meetings.moved" if left else "meetings.booked", thing=taken, at=now, letters=told, facts={"supplier": supplier.name})  # fmt: skip
    return taken


@transaction.atomic
def give_up_slot(*, representative: Representative, slot: Slot, now: datetime) -> None:
    """Cancel a meeting. The time is offered to the first who waits."""
    supplier = held_supplier(representative.supplier)
    left = held_slots([slot.pk])[slot.pk]
    insist(rules.may_give_up(supplier, left, now))
    told = _freed(left, supplier, now)
    # whoever cancels does not wait for another meeting
    Application.objects.filter(round=left.round, supplier=supplier).delete()
    record(actor=VISITOR, verb="meetings.cancelled", thing=left, at=now, letters=told, facts={"supplier": supplier.name})  # fmt: skip


@transaction.atomic
def move_on(*, actor: Actor, slot: Slot, now: datetime) -> None:
    """Let an offer that has run out go to the next, and free a time whose supplier has left the dialogue."""
    found = held_slots([slot.pk])[slot.pk]
    if found.supplier_id and found.supplier and found.supplier.left_at and found.begins > now:
        told = _freed(found, found.supplier, now)
    elif found.offered_to_id and found.offer_until and found.offer_until <= now:
        told = _offer(found, now)
    else:
        return
    record(actor=actor, verb="meetings.offered_on", thing=found, at=now, letters=told)


def run_out(now: datetime) -> list[Slot]:
    """Times that have to go on to somebody else."""
    left = Q(supplier__left_at__isnull=False, begins__gt=now, round__dialogue__state="open")
    return list(Slot.objects.filter(Q(offer_until__lte=now) | left).order_by("pk"))


def _same(found: dict[int, Slot], slot: Slot) -> Slot:
    one = found.get(slot.pk)
    if one is None or one.round_id != slot.round_id:
        raise Slot.DoesNotExist
    return one


def _freed(slot: Slot, by: Supplier, now: datetime) -> list[NewLetter]:
    slot.supplier, slot.taken_at, slot.drawn, slot.passed = None, None, False, [by.pk]
    return _offer(slot, now)


def _offer(slot: Slot, now: datetime) -> list[NewLetter]:
    """Offer a free time to the next who waits, to everyone when nobody does or it is too near; gives the letters."""
    if slot.offered_to_id:
        slot.passed = [*slot.passed, slot.offered_to_id]
    until = now + timedelta(hours=slot.round.offer_hours)
    last = slot.begins - timedelta(hours=slot.round.change_hours)
    one = queries.next_for(slot) if until <= last and slot.round.dialogue.state == "open" else None
    slot.offered_to, slot.offer_until = (one.supplier, until) if one else (None, None)
    slot.save()
    return letters.offered(slot, now) if one else []
