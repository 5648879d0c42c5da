"""Units with what they spend, their drivers, and what happens in them; and which of them are silent.

What happens is counted by rooms that say so when they start. Drivers and what happens in a unit below count for the units above it
too; what a unit spends does not.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Count, Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.hearings.models import Contribution
from nybrott.people.models import Membership, Unit, User
from nybrott.people.queries.units import paths
from nybrott.runs.models import Nudge, Participation, Run, Spending
from nybrott.runs.states import PartKind, PartState
from nybrott.workshops.models import Workshop

Count_ = Callable[[Collection[int], datetime], Mapping[int, int]]
"""From keys of units and a moment to how much has happened in each since then; units without anything may be missing."""
Spent = Callable[[Collection[int]], Mapping[int, tuple[int, int]]]
"""From keys of units to (year, øre) of each that is known."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit. `amount`: whole øre in `year`, None when nobody has said. `does`: what happened, by name, without zeros.

    `big`: it is among the half that spends most. `nudged_at`: when its leader was written to last."""

    unit: Unit
    path: str
    amount: int | None
    year: int | None
    drivers: int
    does: Mapping[str, int]
    big: bool
    nudged_at: datetime | None = None

    @property
    def silent(self) -> bool:
        """It spends much, has no driver, and nothing happens."""
        return self.big and not self.drivers and not self.does


def _challenges(units: Collection[int], since: datetime) -> Mapping[int, int]:
    found = Challenge.objects.filter(unit__in=units, raised_at__gte=since)
    return dict(found.values_list("unit").annotate(n=Count("pk")).order_by())


def _contributions(units: Collection[int], since: datetime) -> Mapping[int, int]:
    found = Contribution.objects.filter(challenge__unit__in=units, received_at__gte=since)
    return dict(found.values_list("challenge__unit").annotate(n=Count("pk")).order_by())


def _workshops(units: Collection[int], since: datetime) -> Mapping[int, int]:
    found = Workshop.objects.filter(challenge__unit__in=units, starts_at__gte=since).exclude(state="called_off")
    return dict(found.values_list("challenge__unit").annotate(n=Count("pk")).order_by())


def _imported(units: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """The newest year that was written in or imported."""
    rows = Spending.objects.filter(unit__in=units).order_by("year").values_list("unit", "year", "amount")
    return {unit: (year, amount) for unit, year, amount in rows}


ACTIVITY: dict[str, tuple[Promise, Count_]] = {
    "challenges": (_("challenges raised"), _challenges),
    "contributions": (_("contributions from users"), _contributions),
    "workshops": (_("workshops"), _workshops),
}
SPENT: list[Spent] = [_imported]


def add_activity(name: str, label: Promise, count: Count_) -> None:
    """Something more that shows a unit is not silent, counted by a room above. `label` is a plural ("sessions of guidance")."""
    ACTIVITY[name] = (label, count)


def add_spending(read: Spent) -> None:
    """Where else it is known what units spend; what is read later counts."""
    if read not in SPENT:
        SPENT.append(read)


def unit_rows(actor: Actor, run: Run) -> list[UnitRow]:
    """The own organisation's open units, silent ones first, then by what they spend. As many queries for one as for many."""
    names = dict(paths(actor))
    units = list(Unit.objects.visible_to(actor).filter(pk__in=names))
    spent: dict[int, tuple[int, int]] = {}
    for read in SPENT:
        spent |= read(names)
    since = run.opened_at or run.planned_at
    drivers = _upward(units, _drivers(run, names))
    does = {name: _upward(units, count(names, since)) for name, (_label, count) in ACTIVITY.items()}
    middle = median([amount for _year, amount in spent.values() if amount] or [0])
    nudged = dict(
        Nudge.objects.filter(run=run, unit__in=names).values_list("unit").annotate(at=Max("sent_at")).order_by()
    )
    rows = []
    for unit in units:
        year, amount = spent.get(unit.pk, (None, None))
        done = {str(ACTIVITY[name][0]): counted[unit.pk] for name, counted in does.items() if counted[unit.pk]}
        big = bool(amount) and amount is not None and amount >= middle
        rows.append(UnitRow(unit, names[unit.pk], amount, year, drivers[unit.pk], done, big, nudged.get(unit.pk)))
    return sorted(rows, key=lambda row: (not row.silent, -(row.amount or 0), row.path, row.unit.pk))


def _drivers(run: Run, units: Collection[int]) -> Mapping[int, int]:
    found = Participation.objects.filter(
        run=run, unit__in=units, kind=PartKind.DRIVER, state__in=(PartState.IN, PartState.DONE)
    )
    return dict(found.values_list("unit").annotate(n=Count("pk")).order_by())


def _upward(units: list[Unit], own: Mapping[int, int]) -> Counter[int]:
    """What is in a unit counts for every unit above it too."""
    made: Counter[int] = Counter()
    for unit in units:
        for key in (unit.pk, *unit.above):
            made[key] += own.get(unit.pk, 0)
    return made


def leaders_of(unit: Unit) -> list[User]:
    """Leaders of a unit, or else of the nearest unit above it that has any."""
    found = Membership.objects.current().filter(
        organisation_id=unit.organisation_id, roles__contains=["leader"], user__is_active=True
    )  # fmt: skip
    for key in (unit.pk, *reversed(unit.above)):
        people = [one.user for one in found.filter(units=key).select_related("user").order_by("user__sort_name", "pk")]
        if people:
            return people
    return []


def last_nudge(run: Run, unit: Unit) -> datetime | None:
    """When the unit's leader was written to last, in this run."""
    at: datetime | None = Nudge.objects.filter(run=run, unit=unit).aggregate(at=Max("sent_at"))["at"]
    return at
