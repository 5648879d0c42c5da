"""What stands in the way: in words for those who may read them, and as numbers of people from which nobody can be told apart."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from nybrott.core.actor import Actor
from nybrott.runs.models import Obstacle, Run
from nybrott.runs.states import ObstacleKind

FEWEST = 5  # people; of fewer no number is told


@dataclass(frozen=True, slots=True)
class Reported:
    """A kind of obstacle. `people`: how many reported one; None when they are at least one and fewer than `FEWEST`, or when the number would give such a one
    away. `cleared`: how many of them say that theirs is out of the way, told only when that and the rest are each none or at least `FEWEST`."""

    kind: ObstacleKind
    people: int | None
    cleared: int | None


def obstacles_in(actor: Actor, run: Run) -> QuerySet[Obstacle]:
    """Those of a run somebody may read: the open ones first, the newest first."""
    found = Obstacle.objects.visible_to(actor).filter(part__run=run).select_related("part__user", "unit")
    return found.order_by("over_at", "-reported_at", "-pk")


def obstacles_by_kind(organisation: int, begins: datetime, ends: datetime, units: Collection[int] | None = None) -> list[Reported]:  # fmt: skip
    """How many people of an organisation reported each kind from `begins` until before `ends`; with `units`, those who take part for one of them. One query.

    There is no total: beside the kinds it would give away what is not told. Who is in a unit is who takes part for it, whatever unit the obstacle is said of.
    """
    found = Obstacle.objects.filter(part__organisation=organisation, reported_at__gte=begins, reported_at__lt=ends)
    if units is not None:
        found = found.filter(part__unit__in=units)
    one = Count("part__user", distinct=True)
    rows = found.order_by().values_list("kind").annotate(people=one, open=Count("part__user", distinct=True, filter=Q(over_at=None)))  # fmt: skip
    told = {kind: (people, people - waits) for kind, people, waits in rows}
    return [_reported(kind, *told.get(kind, (0, 0))) for kind in ObstacleKind]


def _reported(kind: ObstacleKind, people: int, cleared: int) -> Reported:
    if 0 < people < FEWEST:
        return Reported(kind, None, None)
    apart = all(n == 0 or n >= FEWEST for n in (cleared, people - cleared))
    return Reported(kind, people, cleared if apart else None)
