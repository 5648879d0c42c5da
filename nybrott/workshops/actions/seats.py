"""Seats: who is asked, who comes, who waits for a place, and who came in by the code."""

from datetime import datetime

from django.db import transaction

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.people.models import Membership, User
from nybrott.workshops import letters, rules
from nybrott.workshops.models import Seat, Workshop
from nybrott.workshops.states import SEAT, SeatState


def _locked(workshop: Workshop) -> Workshop:
    """The workshop held until the transaction ends: the last seat is given once."""
    return Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)


def _unit_of(workshop: Workshop, user: User) -> int | None:
    """The first of the units somebody belongs to in the organisation."""
    membership = Membership.objects.filter(
        organisation=workshop.organisation_id, user=user, ended_at__isnull=True
    ).first()
    return membership.units.values_list("pk", flat=True).order_by("pk").first() if membership else None


@transaction.atomic
def ask(*, actor: Actor, workshop: Workshop, users: list[User], url: str, now: datetime) -> int:
    """Ask colleagues to come, by letter; gives how many were asked. Who has a seat already is not asked twice."""
    insist(rules.may_change_plan(actor, workshop))
    held = _locked(workshop)
    known = {seat.user_id: seat for seat in held.seats.all()}
    told = []
    for user in users:
        seat = known.get(user.pk)
        if seat is not None and "ask_again" not in SEAT.open_steps(seat.state):
            continue
        if seat is None:
            seat = Seat(workshop=held, user=user, name=user.name[:80], unit_id=_unit_of(held, user), side="employee")
        seat.state, seat.asked_at, seat.answered_at = SeatState.ASKED, now, None
        seat.save()
        told.append(letters.invitation(seat, actor.name, url))
    if told:
        record(actor=actor, verb="workshops.asked", thing=held, at=now, facts={"count": len(told)}, letters=told)
    return len(told)


@transaction.atomic
def take_seat(*, actor: Actor, user: User, workshop: Workshop, now: datetime) -> Seat:
    """Say that one comes: there is a seat, or one waits for it in the order people said so."""
    held = _locked(workshop)
    seat = held.seats.filter(user=user).first()
    insist(rules.may_answer(actor, seat) if seat else rules.may_take_seat(actor, held))
    if seat is not None and seat.state in (SeatState.COMING, SeatState.WAITING):
        return seat
    if seat is None:
        seat = Seat(
            workshop=held, user=user, name=user.name[:80], unit_id=_unit_of(held, user), side="employee", asked_at=now
        )
    full = held.capacity is not None and held.seats.filter(state=SeatState.COMING).count() >= held.capacity
    seat.state, seat.answered_at = SEAT.after("wait" if full else "come", seat.state), now
    seat.save()
    record(actor=actor, verb="workshops.waits" if full else "workshops.comes", thing=held, at=now)
    return seat


@transaction.atomic
def decline(*, actor: Actor, seat: Seat, url: str, now: datetime) -> None:
    """Say that one cannot come; the first who waits gets the seat and a letter."""
    held = _locked(seat.workshop)
    seat.refresh_from_db()
    insist(rules.may_answer(actor, seat))
    if seat.state == SeatState.DECLINED:
        return
    seat.state, seat.answered_at = SEAT.after("decline", seat.state), now
    seat.save(update_fields=["state", "answered_at"])
    record(actor=actor, verb="workshops.declines", thing=held, at=now)
    _fill_up(actor, held, url, now)


@transaction.atomic
def take_out(*, actor: Actor, seat: Seat, url: str, now: datetime) -> None:
    """Take somebody out; what they wrote stays. The first who waits gets the seat."""
    held = _locked(seat.workshop)
    insist(rules.may_change_plan(actor, held))
    seat.refresh_from_db()
    if seat.state == SeatState.OUT:
        return
    seat.state = SEAT.after("take_out", seat.state)
    seat.save(update_fields=["state"])
    record(actor=actor, verb="workshops.taken_out", thing=held, at=now, facts={"name": seat.name})
    _fill_up(actor, held, url, now)


@transaction.atomic
def fill_up(*, actor: Actor, workshop: Workshop, url: str, now: datetime) -> int:
    """Give free seats to those who wait, after the workshop got more of them; gives how many."""
    held = _locked(workshop)
    insist(rules.may_change_plan(actor, held))
    return _fill_up(actor, held, url, now)


def _fill_up(actor: Actor, workshop: Workshop, url: str, now: datetime) -> int:
    waiting = list(workshop.seats.filter(state=SeatState.WAITING).order_by("answered_at", "pk"))
    if workshop.capacity is not None:
        free = workshop.capacity - workshop.seats.filter(state=SeatState.COMING).count()
        waiting = waiting[: max(free, 0)]
    for seat in waiting:
        seat.state = SEAT.after("come", seat.state)
        seat.save(update_fields=["state"])
    if waiting:
        told = [letters.seat_free(seat, url) for seat in waiting if seat.user_id]
        record(
            actor=actor, verb="workshops.moved_up", thing=workshop, at=now, facts={"count": len(waiting)}, letters=told
        )
    return len(waiting)


@transaction.atomic
def come_in(*, workshop: Workshop, name: str, side: str, user: User | None, now: datetime) -> Seat:
    """Somebody's phone comes in by the code. With an account they come in on their own seat, whatever it said before."""
    held = _locked(workshop)
    insist(rules.may_come_in(held))
    seat = held.seats.filter(user=user).first() if user is not None else None
    new = seat is None
    if seat is None:
        unit = _unit_of(held, user) if user is not None else None
        seat = Seat(
            workshop=held, user=user, unit_id=unit, name=name.strip()[:80], side=side, asked_at=now, answered_at=now
        )
    seat.state, seat.joined_at = SeatState.COMING, seat.joined_at or now
    seat.save()
    if new:
        # who came by the code is not named in the history: a pseudonym is enough there
        record(actor=VISITOR, verb="workshops.came_in", thing=held, at=now)
    return seat
