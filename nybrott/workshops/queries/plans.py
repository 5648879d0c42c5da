"""Workshops in lists, their agenda, and who comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.methods import Card
from nybrott.people.models import User
from nybrott.programmes.queries import shelf
from nybrott.workshops.models import Seat, Step, Workshop
from nybrott.workshops.states import SeatState, WorkshopState

PER_PAGE = 25
_COMES = Count("seats", filter=Q(seats__state=SeatState.COMING))


def workshop_page(actor: Actor, *, past: bool, now: datetime, page: int) -> Page[Workshop]:
    """Those to come, the next first, or those held and called off, the last first."""
    over = Q(state__in=(WorkshopState.ENDED, WorkshopState.CALLED_OFF)) | Q(
        state=WorkshopState.PLANNED, starts_at__lt=now - timedelta(days=1)
    )
    found = Workshop.objects.visible_to(actor).filter(over if past else ~over)
    found = found.select_related("challenge", "facilitator").annotate(comes=_COMES)
    return Paginator(found.order_by("-starts_at" if past else "starts_at", "pk"), PER_PAGE).get_page(page)


def of_challenge(challenge: Challenge) -> QuerySet[Workshop]:
    """The workshops on a challenge, the last first."""
    found = challenge.workshops.select_related("facilitator")
    return found.annotate(comes=_COMES, landed=Count("landings", distinct=True)).order_by("-starts_at", "-pk")


def asked_of(actor: Actor, now: datetime) -> list[Seat]:
    """Where somebody is asked, comes or waits, from now on: for their own list."""
    mine = Seat.objects.filter(user_id=actor.user_id or 0, workshop__in=Workshop.objects.visible_to(actor))
    open_states = (SeatState.ASKED, SeatState.COMING, SeatState.WAITING)
    found = mine.filter(
        Q(workshop__state=WorkshopState.LIVE)
        | Q(workshop__state=WorkshopState.PLANNED, workshop__starts_at__gte=now - timedelta(hours=12)),
        state__in=open_states,
    )
    return list(found.select_related("workshop__challenge").order_by("workshop__starts_at")[:20])


def agenda(workshop: Workshop) -> list[tuple[Step, datetime]]:
    """Each step and when it begins by the plan."""
    at, found = workshop.starts_at, []
    for step in workshop.steps.all():
        found.append((step, at))
        at += timedelta(minutes=step.minutes)
    return found


def minutes_of(workshop: Workshop) -> int:
    """How long it takes by the plan."""
    return sum(step.minutes for step in workshop.steps.all())


def coming(workshop: Workshop) -> list[Seat]:
    """Colleagues who are asked, come or wait: those who must hear of a change."""
    states = (SeatState.ASKED, SeatState.COMING, SeatState.WAITING)
    return list(workshop.seats.filter(state__in=states, user__isnull=False).select_related("user", "workshop"))


@dataclass(frozen=True, slots=True)
class Asked:
    """Who comes: seats by state in the order they answered, and the units that take part."""

    coming: list[Seat]
    waiting: list[Seat]
    asked: list[Seat]
    declined: list[Seat]
    units: int
    free: int | None


def seats_of(workshop: Workshop) -> Asked:
    """Everybody with a seat or a question."""
    by_state: dict[str, list[Seat]] = {state: [] for state in SeatState.values}
    for seat in workshop.seats.select_related("unit").order_by("answered_at", "asked_at", "pk"):
        by_state[seat.state].append(seat)
    come = by_state[SeatState.COMING]
    free = None if workshop.capacity is None else max(workshop.capacity - len(come), 0)
    units = len({seat.unit_id for seat in come if seat.unit_id})
    return Asked(
        come, by_state[SeatState.WAITING], by_state[SeatState.ASKED], by_state[SeatState.DECLINED], units, free
    )


def not_asked(workshop: Workshop) -> QuerySet[User]:
    """Colleagues who have no seat and no open question."""
    taken = workshop.seats.exclude(state__in=(SeatState.OUT, SeatState.DECLINED)).filter(user__isnull=False)
    members = User.objects.filter(
        memberships__organisation=workshop.organisation_id, memberships__ended_at__isnull=True, is_active=True
    )
    return members.exclude(pk__in=taken.values("user")).distinct().order_by("name", "pk")


def cards_for(actor: Actor, language: str) -> list[Card]:
    """The method cards of the organisation's shelf: Nybrott's, with its own and what it adapted in their place."""
    return [one.card for one in shelf(actor, {}, language)]
