"""What a run cost the organisation that keeps it, and what each thing it led to cost: whole øre, by the reckoning of `core.costs`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from nybrott.claims.queries.trail import trails_of
from nybrott.claims.queries.words import ROLES, in_each
from nybrott.core.costs import Worked, per, total
from nybrott.effects.models import Cost, Plan, Rate, Unpriced
from nybrott.gatherings.models import Outreach
from nybrott.guidance.models import Session
from nybrott.guidance.states import SessionState
from nybrott.runs.models import Hours, Participation
from nybrott.runs.states import PartKind, PartState

THERE = (PartState.IN, PartState.DONE)


@dataclass(frozen=True, slots=True)
class LineSaid:
    """A role's time in minutes and its price in øre; None where something is not known."""

    role: str
    used: int
    set_aside: int | None
    rate: int | None
    cost: int | None
    expected: int | None


@dataclass(frozen=True, slots=True)
class PaidSaid:
    """Something that was paid besides hours, in øre. `paid_on` is an ISO day or empty."""

    key: int
    what: str
    amount: int
    paid_on: str


@dataclass(frozen=True, slots=True)
class UnpricedSaid:
    """Something put in, or a gain, without a price."""

    key: int
    what: str
    gain: bool


@dataclass(frozen=True, slots=True)
class PerSaid:
    """What one of a kind of outcome cost. `each` in øre; None when there are none, or nothing has a price."""

    kind: str
    labels: Mapping[str, str]
    number: int
    each: int | None


@dataclass(frozen=True, slots=True)
class CostsSaid:
    """What it cost. Money in øre, time in minutes. `without_rate`: roles whose time is in no sum. `others`: minutes of people of other
    organisations in a network's run, in no sum either; None when the run is the organisation's own."""

    lines: tuple[LineSaid, ...]
    paid: tuple[PaidSaid, ...]
    unpriced: tuple[UnpricedSaid, ...]
    hours: int
    other: int
    total: int
    known: bool
    whole: bool
    without_rate: tuple[str, ...]
    others: int | None
    per: tuple[PerSaid, ...]


def costs_of(plan: Plan) -> CostsSaid:
    """All costs of a plan, as a report stores them: plain values that can be written as JSON. The same queries however much there is."""
    rates = dict(Rate.objects.filter(plan=plan).values_list("role", "amount"))
    worked = [
        Worked(role, used, set_aside, rates.get(role))
        for role, (used, set_aside) in _time(plan).items()
    ]  # fmt: skip
    paid = [
        PaidSaid(one.pk, one.what, one.amount, one.paid_on.isoformat() if one.paid_on else "")
        for one in Cost.objects.filter(plan=plan)
    ]
    found = total(worked, (one.amount for one in paid))
    return CostsSaid(
        tuple(LineSaid(one.role, one.used, one.set_aside, one.rate, one.cost, one.expected) for one in worked), tuple(paid),
        tuple(UnpricedSaid(one.pk, one.what, one.gain) for one in Unpriced.objects.filter(plan=plan)),
        found.hours, found.other, found.all, found.known, found.whole, found.without_rate, _others(plan),
        tuple(
            PerSaid(kind, labels, number, per(found.all, number) if found.known else None)
            for kind, labels, number in _outcomes(plan)
        ),
    )  # fmt: skip


def _time(plan: Plan) -> dict[str, tuple[int, int | None]]:
    """Role → minutes the organisation's own people used, and that were set aside for them."""
    run, place = plan.run, plan.organisation_id
    theirs = Hours.objects.filter(part__run=run, part__organisation=place)
    used = dict(theirs.values_list("part__kind").annotate(minutes=Sum("minutes")))
    expected = Case(
        *(When(kind=kind, then=Value(int(run.hours.get(kind) or 0))) for kind in PartKind.values),
        default=Value(0), output_field=IntegerField(),
    )  # fmt: skip
    there = Participation.objects.filter(run=run, organisation=place, state__in=THERE)
    aside = dict(there.values_list("kind").annotate(hours=Sum(Coalesce("hours", expected, output_field=IntegerField()))))  # fmt: skip
    lead = Hours.objects.filter(run=run).aggregate(minutes=Sum("minutes"))["minutes"] or 0
    met = Outreach.objects.filter(part__run=run, part__organisation=place)
    # small numbers multiplied may be more than a small number holds
    each = Cast("minutes", IntegerField()) * F("people")
    colleagues = met.aggregate(minutes=Sum(each, output_field=IntegerField()))["minutes"] or 0
    found: dict[str, tuple[int, int | None]] = {
        kind: (used.get(kind, 0), (aside.get(kind) or 0) * 60 or None) for kind in ("driver", "mentor")
    }
    return found | {"lead": (lead, int(run.hours.get("lead") or 0) * 60 or None), "colleague": (colleagues, None)}


def _others(plan: Plan) -> int | None:
    if plan.run.network_id is None:
        return None
    theirs = Hours.objects.filter(part__run=plan.run).filter(~Q(part__organisation=plan.organisation_id))
    return theirs.aggregate(minutes=Sum("minutes"))["minutes"] or 0


def _outcomes(plan: Plan) -> list[tuple[str, Mapping[str, str], int]]:
    """What a price is reckoned for: things reached with a driver in them before, drivers, and guidance held with them."""
    run, place = plan.run, plan.organisation_id
    drivers = Participation.objects.filter(run=run, organisation=place, state__in=THERE, kind=PartKind.DRIVER).count()
    held = Session.objects.filter(
        pairing__run=run, pairing__driver__organisation=place, state=SessionState.HELD
    ).count()
    reached = [(kind, one.labels, one.with_driver) for kind, one in trails_of(plan).items()]
    return [
        *reached, ("driver", in_each(lambda: ROLES["driver"]), drivers), ("session", in_each(lambda: _("Guidance held")), held)
    ]  # fmt: skip
