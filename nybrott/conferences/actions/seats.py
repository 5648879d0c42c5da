"""Seats are taken, waited for, offered and given up by those who speak for suppliers.

Whoever changes who has a seat holds the row of the dialogue, as the ledger does: two who take the last seat come one after the other, and who comes later
waits. What is allowed is asked after that.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nybrott.conferences import letters, queries, rules
from nybrott.conferences.models import Conference, Seat
from nybrott.conferences.states import COUNTED, SEAT, THERE, SeatState
from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.actions import hold
from nybrott.dialogues.models import Representative
from nybrott.journal.actions import NewLetter, record

TOO_NEAR = timedelta(hours=1)  # a shorter offer is none: the seat is free for whoever comes first
DAY_BEFORE = timedelta(hours=24)


def held(conference: Conference) -> Conference:
    """The conference as it is, held with its dialogue until the transaction ends."""
    dialogue = hold(conference.dialogue)
    found = Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)
    found.dialogue = dialogue
    return found


@transaction.atomic
def take_seat(*, representative: Representative, conference: Conference, way: str, named: bool = False, now: datetime) -> Seat:  # fmt: skip
    """Take a free seat or one that is offered, change how one takes part, or wait when all seats are taken: `state` of what comes back says which.
    `named`: the name may stand in the list of who comes. Whoever has a seat keeps it when the other kind is full, and is refused."""
    found = held(conference)
    by = Representative.objects.select_related("supplier").get(pk=representative.pk)
    seat = queries.seat_of(by, found)
    insist(rules.may_take(by.supplier, found, seat, queries.of_supplier(by, found), now))
    if way not in found.ways:
        raise Refused(_("The conference is not held in this way."))
    seat = seat or Seat(conference=found, representative=by, way=way, came_at=now, state="")
    seat.conference, seat.representative = found, by
    was, before = seat.state, seat.way
    free = queries.left(found, way, but=seat if seat.pk else None)
    if free is not None and free < 1:
        if was in THERE:
            raise Refused(_("No seat of this kind is free. You keep the one you have."))
        if (was, before) != (SeatState.WAITING, way):
            seat.came_at = now
        step = "wait"
    else:
        step = "take"
    seat.state = SEAT.after(step, was or SEAT.start)
    seat.way, seat.named, seat.offer_until = way, named, None
    seat.save()
    news = (seat.state, way) != (was, before)
    told = [letters.about("seat" if seat.state == SeatState.TAKEN else "waiting", seat)] if news else []
    if was in THERE and before != way:
        told += _offer(found, before, now)
    verb = "conferences.seat_taken" if seat.state == SeatState.TAKEN else "conferences.waited"
    record(actor=VISITOR, verb=verb, thing=found, at=now, letters=told, facts={"supplier": by.supplier.name})
    return seat


@transaction.atomic
def leave_seat(*, representative: Representative, conference: Conference, now: datetime) -> None:
    """Give up a seat, or stop waiting. A free seat is offered to the first who waits for it."""
    found = held(conference)
    by = Representative.objects.select_related("supplier").get(pk=representative.pk)
    seat = queries.seat_of(by, found)
    insist(rules.may_leave(by.supplier, found, seat, now))
    assert seat is not None
    told = _free(found, seat, "leave", now)
    record(actor=VISITOR, verb="conferences.left", thing=found, at=now, letters=told, facts={"supplier": by.supplier.name})  # fmt: skip


@transaction.atomic
def move_on(*, actor: Actor, conference: Conference, now: datetime) -> None:
    """Let offers that have run out go to the next, free the seats of those who take no part in the dialogue any more, and offer what is free for
    another reason, as when a person was erased."""
    found = held(conference)
    if not rules.is_running(found):
        return
    gone = list(found.seats.filter(_over(now)).select_related("representative__supplier"))
    told: list[NewLetter] = []
    for seat in gone:
        left = seat.representative.supplier.left_at is not None or seat.representative.confirmed_at is None
        told += _free(found, seat, "leave" if left else "lapse", now)
    told += offer_all(found, now)
    if gone or told:
        record(actor=actor, verb="conferences.moved_on", thing=found, at=now, letters=told, facts={"count": len(told)})


def run_out(now: datetime) -> list[Conference]:
    """Conferences in which seats may have to go on to somebody else."""
    of = Q(state=SeatState.WAITING) | _over(now)
    seats = Seat.objects.filter(
        of, conference__state="open", conference__dialogue__state="open", conference__begins__gt=now
    )
    return list(Conference.objects.filter(pk__in=seats.values("conference")).select_related("dialogue").order_by("pk"))


def _over(now: datetime) -> Q:
    return Q(offer_until__lte=now) | (Q(state__in=COUNTED) & ~queries.SPEAKS)


def _free(conference: Conference, seat: Seat, step: str, now: datetime) -> list[NewLetter]:
    """A seat is given up or its offer has run out; gives the letters to those it is offered to."""
    had, way = seat.state in THERE, seat.way
    seat.state, seat.offer_until, seat.named = SEAT.after(step, seat.state), None, False
    seat.save(update_fields=["state", "offer_until", "named"])
    return _offer(conference, way, now) if had else []


def _offer(conference: Conference, way: str, now: datetime) -> list[NewLetter]:
    """Offer free seats to those who wait, the first who came first; to nobody when it is too near. Gives the letters."""
    until = min(now + timedelta(hours=conference.offer_hours), conference.seats_until)
    if until - now < TOO_NEAR:
        return []
    free, made = queries.left(conference, way), []
    for seat in queries.line(conference, way)[:free]:
        seat.conference = conference
        seat.state, seat.offer_until = SEAT.after("offer", seat.state), until
        seat.save(update_fields=["state", "offer_until"])
        made.append(letters.about("offered", seat))
    return made


def offer_all(conference: Conference, now: datetime) -> list[NewLetter]:
    """Offer what is free of every kind, after there became more; gives the letters."""
    return [letter for way in conference.ways for letter in _offer(conference, way, now)]


@transaction.atomic
def remind(*, actor: Actor, conference: Conference, now: datetime) -> int:
    """Write to those who have a seat, once, the day before; gives how many."""
    found = held(conference)
    if not rules.is_running(found) or not now < found.begins <= now + DAY_BEFORE:
        return 0
    seats = list(
        found.seats.filter(queries.SPEAKS, state=SeatState.TAKEN, reminded_at=None).select_related("representative")
    )
    for seat in seats:
        seat.conference, seat.reminded_at = found, now
    Seat.objects.bulk_update(seats, ["reminded_at"])
    if seats:
        told = [letters.about("reminder", seat) for seat in seats]
        record(actor=actor, verb="conferences.reminded", thing=found, at=now, letters=told, facts={"count": len(seats)})
    return len(seats)


def tomorrow(now: datetime) -> list[Conference]:
    """Conferences whose people are to be reminded."""
    found = Conference.objects.filter(state="open", dialogue__state="open", begins__gt=now, begins__lte=now + DAY_BEFORE, seats__state="taken", seats__reminded_at=None)  # fmt: skip
    return list(found.select_related("dialogue").distinct().order_by("pk"))
