"""Meetings as pages read them: the round of a dialogue, its times, the waiting list, and what rooms below show of it."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.dates import Step
from nybrott.core.lottery import Applicant, ClosedList, Published, read
from nybrott.core.lottery import Slot as Time
from nybrott.dialogues import queries as dialogues
from nybrott.dialogues.models import Dialogue, Representative, Supplier
from nybrott.dialogues.states import DialogueState
from nybrott.meetings import rules
from nybrott.meetings.models import Application, Minutes, Round, Slot
from nybrott.ui.thread import NextStep

REMINDED_BEFORE = timedelta(days=1)  # a meeting
WRITTEN_WITHIN = timedelta(days=3)  # from when a meeting began until somebody is asked for its minutes
ANSWERED_WITHIN = timedelta(days=7)  # from when minutes were sent until the supplier is reminded
UNDER_WAY = (DialogueState.OPEN, DialogueState.ENDED)


def round_of(dialogue: Dialogue) -> Round | None:
    """The meetings of a dialogue, if any were planned."""
    return Round.objects.filter(dialogue=dialogue).select_related("dialogue__organisation").first()


def briefly(key: str, now: datetime) -> tuple[Representative, Round] | None:
    """Who holds a link and the round, with their keys alone and whether it is published: a booking asks for little, so that many can book at once.

    What else they are is read from the database when it is asked for.
    """
    way = "supplier__dialogue__meetings"
    found = dialogues.known_by(key, now).values_list("pk", "supplier", "supplier__dialogue", way, f"{way}__published_at")  # fmt: skip
    for person, supplier, dialogue, round_, published_at in found[:1]:
        by = Representative.from_db(None, ["id", "supplier_id"], [person, supplier])
        by.supplier = Supplier.from_db(None, ["id", "dialogue_id"], [supplier, dialogue])
        return by, Round.from_db(None, ["id", "dialogue_id", "published_at"], [round_, dialogue, published_at])
    return None


def slots_of(round_: Round) -> QuerySet[Slot]:
    """All times in order, with who holds them."""
    return round_.slots.select_related("round__dialogue", "supplier", "offered_to").order_by("begins")


def held_by(supplier: Supplier, round_: Round) -> list[Slot]:
    """The times a supplier has."""
    return list(slots_of(round_).filter(supplier=supplier))


def slot_of(round_: Round, pk: int) -> Slot | None:
    """A time of a round, with the round that is at hand; a booking asks for little, so that many can book at once."""
    found = Slot.objects.filter(round=round_, pk=pk).order_by().first()
    if found is not None:
        found.round = round_
    return found


def open_to(supplier: Supplier, round_: Round, now: datetime, leaving: Slot | None = None) -> list[Slot]:
    """The times a supplier can book now; in place of `leaving` when it changes a meeting."""
    mine = [one for one in held_by(supplier, round_) if leaving is None or one.pk != leaving.pk]
    free = slots_of(round_).filter(supplier=None, begins__gt=now)
    return [one for one in free if rules.may_book(supplier, one, mine, now)]


def closed_list(round_: Round, closed_at: datetime) -> dict[str, Any]:
    """The draw file as it is when the list is closed: keys of suppliers, no names. Raises `core.lottery.LotteryError`."""
    keys = {slot.pk: slot.key for slot in round_.slots.all()}
    asked = round_.applications.filter(supplier__left_at=None).select_related("supplier")
    closed = ClosedList(
        closed_at=closed_at.replace(microsecond=0), known_at=round_.known_at.replace(microsecond=0), value_is=round_.value_is, most=round_.most,
        slots=tuple(Time(slot.key, slot.begins, round_.minutes) for slot in round_.slots.all()),
        applicants=tuple(
            Applicant(
                one.supplier.key, tuple(keys[pk] for pk in one.wishes if pk in keys), frozenset(keys[pk] for pk in one.cannot if pk in keys),
                min(one.wants, round_.most),
            )
            for one in asked
        ),
    )  # fmt: skip
    return Published(closed, title=round_.dialogue.title).told()


def draw_of(round_: Round) -> Published:
    """The draw as it was published."""
    return read(round_.closed_list)


def draw_file(round_: Round) -> bytes:
    """The draw file as everybody can fetch it, and whose SHA-256 stands in the ledger."""
    return json.dumps(round_.closed_list, ensure_ascii=False, indent=1).encode()


def waiting(round_: Round) -> list[Application]:
    """Who waits for a time: those with fewest meetings first, then by the lottery's order, then by when they came."""
    held: dict[int | None, int] = {}
    for pk in round_.slots.exclude(supplier=None).values_list("supplier_id", flat=True):
        held[pk] = held.get(pk, 0) + 1
    line = [
        one
        for one in round_.applications.filter(supplier__left_at=None).select_related("supplier")
        if held.get(one.supplier_id, 0) < min(one.wants, round_.most)
    ]
    return sorted(line, key=lambda one: (held.get(one.supplier_id, 0), one.place is None, one.place or 0, one.sent_at, one.pk))  # fmt: skip


def next_for(slot: Slot) -> Application | None:
    """Who a free time is offered to next: the first who waits, can come then, and has not let it pass."""
    busy: dict[int | None, list[Slot]] = {}
    for other in slot.round.slots.exclude(supplier=None).select_related("round"):
        busy.setdefault(other.supplier_id, []).append(other)
    asked = set(slot.round.slots.exclude(offered_to=None).exclude(pk=slot.pk).values_list("offered_to_id", flat=True))
    for one in waiting(slot.round):
        if slot.pk in one.cannot or one.supplier_id in slot.passed or one.supplier_id in asked:
            continue
        if not any(slot.begins < held.ends and held.begins < slot.ends for held in busy.get(one.supplier_id, [])):
            return one
    return None


def days(dialogue: Dialogue) -> Iterable[Step]:
    """Each day with meetings, for the plan of the dialogue."""
    seen: dict[date, datetime] = {}
    for begins in Slot.objects.filter(round__dialogue=dialogue).order_by("begins").values_list("begins", flat=True):
        seen.setdefault(timezone.localtime(begins).date(), begins)
    return [Step("meetings", begins) for begins in seen.values()]


def planned(dialogue: Dialogue) -> dict[str, int]:
    """Minutes that are agreed with each supplier, of meetings whose minutes are not approved yet."""
    found: dict[str, int] = {}
    booked = Slot.objects.filter(round__dialogue=dialogue, supplier__isnull=False, record__approved_at=None)
    for slot in booked.select_related("round", "supplier"):
        key = slot.supplier.key  # type: ignore[union-attr]
        found[key] = found.get(key, 0) + slot.round.minutes
    return found


def next_step(actor: Actor, dialogue: Dialogue, now: datetime) -> NextStep | None:
    """Close the list, type the value, or write the minutes that are missing."""
    round_ = round_of(dialogue)
    if round_ is None or round_.published_at is None or dialogue.state not in ("open", "ended"):
        return None
    address = reverse("meetings:meetings", args=[dialogue.pk])
    if round_.closed_at is None and now >= round_.apply_until:
        may = rules.may_close(actor, round_, now)
        return NextStep(
            _("The time to apply for meetings is over."),
            _("Close the list"),
            url=address if may else "",
            reason=may.reason,
        )
    if round_.closed_at and round_.drawn_at is None and now >= round_.known_at:
        may = rules.may_type_value(actor, round_, now)
        return NextStep(
            _("The public value is known."), _("Type it and draw"), url=address if may else "", reason=may.reason
        )
    return _minutes_wait(actor, round_, now)


def _minutes_wait(actor: Actor, round_: Round, now: datetime) -> NextStep | None:
    """Minutes that are not sent, then minutes a supplier has not answered."""
    held = slots_of(round_).filter(supplier__isnull=False, begins__lt=now)
    late = held.filter(record__sent_at=None).first()
    if late is not None:
        may = rules.may_write(actor, late, None, now)
        address = reverse("meetings:minutes", args=[round_.dialogue_id, late.pk])
        return NextStep(_("A meeting was held, and its minutes have not been sent."), _("Write the minutes"), url=address if may else "", reason=may.reason)  # fmt: skip
    silent = held.filter(record__approved_at=None, record__sent_at__lte=now - ANSWERED_WITHIN).first()
    if silent is None:
        return None
    address = reverse("meetings:minutes", args=[round_.dialogue_id, silent.pk])
    return NextStep(_("A supplier has not approved the minutes of its meeting."), _("Look at the minutes"), url=address)


def to_remind(now: datetime) -> QuerySet[Slot]:
    """Meetings of the next day whose holder was not reminded; whoever took one so late knows it."""
    soon = Slot.objects.filter(
        supplier__isnull=False, begins__gt=now, begins__lte=now + REMINDED_BEFORE, reminded_at=None, round__dialogue__state=DialogueState.OPEN,
        taken_at__lt=F("begins") - REMINDED_BEFORE,
    )  # fmt: skip
    return soon.order_by("begins", "pk")


def unwritten(now: datetime) -> QuerySet[Slot]:
    """Meetings that were held days ago, whose minutes are not sent and nobody was asked for."""
    held = Slot.objects.filter(
        supplier__isnull=False, begins__lte=now - WRITTEN_WITHIN, asked_at=None, round__dialogue__state__in=UNDER_WAY
    )
    return held.filter(record__sent_at=None).order_by("begins", "pk")


def unanswered(now: datetime) -> QuerySet[Minutes]:
    """Minutes that were sent days ago, and the supplier has neither approved nor wants changed, and was not reminded of."""
    sent = Minutes.objects.filter(sent_at__lte=now - ANSWERED_WITHIN, approved_at=None, asked_at=None)
    return sent.filter(slot__round__dialogue__state__in=UNDER_WAY).defer("sealed").order_by("sent_at", "pk")


def approved(dialogue: Dialogue) -> QuerySet[Slot]:
    """Meetings whose open minutes everybody can read."""
    found = Slot.objects.filter(round__dialogue=dialogue, record__approved_at__isnull=False)
    return found.select_related("round", "supplier", "record").defer("record__sealed").order_by("begins", "pk")


def application_of(supplier: Supplier, round_: Round) -> Application | None:
    """What a supplier applied for."""
    return Application.objects.filter(round=round_, supplier=supplier).first()


def sent_minutes(slots: Iterable[Slot]) -> QuerySet[Minutes]:
    """Minutes of a supplier's meetings that it can read, its own secrets too."""
    return Minutes.objects.filter(slot__in=slots, sent_at__isnull=False).select_related("slot__round__dialogue")
