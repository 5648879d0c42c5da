"""What benefits come to, estimated and measured side by side and never together; and all benefits of an organisation."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from nybrott.benefits.models import Benefit, Measurement
from nybrott.benefits.queries.standing import COUNTS, Standing, standings
from nybrott.benefits.states import BenefitState, Kind, Outcome
from nybrott.core.actor import Actor
from nybrott.core.gains import Row, Sum, sums
from nybrott.people.models import Organisation

UNMEASURED = "unmeasured"
SORTS = {"title": "title", "made": "made_at"}


def sum_up(found: Iterable[Standing], year: int | None = None) -> list[Sum]:
    """By kind and unit, in the order of the kinds. With a year: what stood as expected at its end beside what was measured last within it.
    Those let go are in no sum."""
    kept = [
        one for one in found
        if one.benefit.state != BenefitState.LET_GO and (year is None or one.benefit.made_at.year <= year)
    ]  # fmt: skip
    place = {kind: number for number, kind in enumerate(Kind.values)}
    rows = (
        Row(one.benefit.title, one.benefit.kind, one.benefit.summed_in, one.expected, one.measured_in(year))
        for one in kept
    )
    return sorted(sums(rows), key=lambda one: (place[one.kind], one.unit))


def sums_of(organisation: Organisation, year: int | None = None) -> list[Sum]:
    """What the benefits of an organisation come to; see `sum_up`. `Sum.unit` is a currency, "hours", "kg", or the name of what is counted."""
    return sum_up(standings(Benefit.objects.filter(procurement__organisation=organisation)), year)


def portfolio(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Benefit]:
    """The benefits somebody sees, narrowed by kind, outcome and unit, with `last_outcome`: what was measured last, None when nothing was."""
    last = Measurement.objects.filter(COUNTS, benefit=OuterRef("pk")).order_by("-on", "-pk").values("outcome")[:1]
    found = Benefit.objects.visible_to(actor).annotate(last_outcome=Subquery(last))
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    if wanted.get("unit"):
        found = found.filter(procurement__unit=wanted["unit"])
    if wanted.get("outcome") == UNMEASURED:
        return found.filter(last_outcome__isnull=True)
    return found.filter(last_outcome=wanted["outcome"]) if wanted.get("outcome") in Outcome.values else found


def in_order_of(found: QuerySet[Benefit], sort: str) -> QuerySet[Benefit]:
    """Sorted by one of `SORTS`; a minus in front turns it round."""
    name = SORTS[sort.removeprefix("-")]
    return found.order_by(f"-{name}" if sort.startswith("-") else name, "pk")
