"""The whole page, gathered in a fixed number of queries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from nybrott.adoptions.models import Adoption
from nybrott.adoptions.queries import Reuse, of_ours, ours, reuse_between
from nybrott.benefits.models import Benefit
from nybrott.benefits.queries import standings, sum_up
from nybrott.benefits.states import BenefitState
from nybrott.contracts.queries import Grave, graves
from nybrott.core.actor import Actor
from nybrott.core.gains import Sum
from nybrott.dialogues.models import Dialogue
from nybrott.efforts.queries import Reported, UnitRow, minutes_between, obstacles_by_kind, unit_rows
from nybrott.leaders.queries.deciding import Wait, waits_for
from nybrott.leaders.queries.figures import Official, Own, official_of, own_of
from nybrott.leaders.queries.goals import Aim, aims_of
from nybrott.leaders.queries.portfolio import Portfolio, portfolio_of
from nybrott.leaders.queries.scope import Period, Scope, scope_of
from nybrott.people.models import Organisation
from nybrott.runs.models import Run
from nybrott.runs.states import RunState

UNMEASURED = ""


@dataclass(frozen=True, slots=True)
class Effort:
    """Hours and benefits of a period, side by side. `minutes`: role → minutes and people; `sums`: by kind of benefit; `outcomes`: what was measured last in the
    period → how many benefits, "" those nobody measured in it."""

    minutes: Mapping[str, tuple[int, int]]
    sums: tuple[Sum, ...]
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Silent:
    """Units that spend much and in which nothing happens, in the newest run (None: there is none to see), of how many units it is known what they spend."""

    run: Run | None
    rows: tuple[UnitRow, ...]
    known: int


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a leader sees. `now` and `then` are the period and the one before; what has no period is as of `period.today`."""

    scope: Scope
    period: Period
    waits: tuple[Wait, ...]
    aims: tuple[Aim, ...]
    portfolio: Portfolio
    official: Official
    own: tuple[Own, Own]
    efforts: tuple[Effort, Effort]
    obstacles: tuple[list[Reported], list[Reported]]
    silent: Silent
    graves: tuple[Grave, ...]
    taken: tuple[Reuse, Reuse]
    given: tuple[Reuse, Reuse]
    """What we took over from others, and others from us, as far as the reader sees it."""

    @property
    def behind(self) -> int:
        """How many goals are behind."""
        return sum(one.is_behind for one in self.aims)


def page_of(actor: Actor, organisation: Organisation, year: int, now: datetime, other: str) -> Page:
    """The page of a year. `other`: what the line of what belongs to no unit is called."""
    scope, period = scope_of(actor, organisation), Period(year, timezone.localdate(now))
    return Page(
        scope=scope, period=period, waits=tuple(waits_for(actor, scope, now)), aims=tuple(aims_of(scope, period)), portfolio=portfolio_of(scope, other),
        official=official_of(scope, period), own=(own_of(scope, period), own_of(scope, period.before)),
        efforts=(effort_of(scope, period), effort_of(scope, period.before)), obstacles=(_obstacles(scope, period), _obstacles(scope, period.before)),
        silent=silent_of(actor, scope), graves=tuple(graves_of(scope, period)), taken=_reuse(ours(actor), period), given=_reuse(of_ours(actor), period),
    )  # fmt: skip


def _reuse(found: "QuerySet[Adoption]", period: Period) -> tuple[Reuse, Reuse]:
    now, before = reuse_between(found, (period.begins, period.ends), (period.before.begins, period.before.ends))
    return now, before


def _obstacles(scope: Scope, period: Period) -> list[Reported]:
    return obstacles_by_kind(scope.organisation.pk, period.begins, period.ends, scope.units)


def effort_of(scope: Scope, period: Period) -> Effort:
    """Hours used and benefits measured in a period."""
    first, last = period.begins.date(), period.last
    bought = Q(procurement__organisation=scope.organisation) & scope.narrowed("procurement__unit")
    found = standings(Benefit.objects.filter(bought).exclude(state=BenefitState.LET_GO).order_by("pk"))
    outcomes: Counter[str] = Counter()
    for one in found:
        if one.benefit.made_at < period.ends:
            told = [each for each in one.measurements if each.on.year == period.year]
            outcomes[told[-1].outcome if told else UNMEASURED] += 1
    return Effort(
        minutes_between(scope.organisation.pk, first, last, scope.units), tuple(sum_up(found, period.year)), outcomes
    )


def silent_of(actor: Actor, scope: Scope) -> Silent:
    """Silent units of what somebody leads, in the newest run that is under way or has ended."""
    found = Run.objects.filter(organisation=scope.organisation, state__in=(RunState.RUNNING, RunState.ENDED)).select_related("organisation")  # fmt: skip
    run = found.order_by("-begins_on", "-pk").first()
    if run is None:
        return Silent(None, (), 0)
    rows = [row for row in unit_rows(actor, run) if scope.holds(row.unit.pk)]
    return Silent(run, tuple(row for row in rows if row.silent), sum(row.amount is not None for row in rows))


def graves_of(scope: Scope, period: Period) -> list[Grave]:
    """What nobody has decided about for too long, today, the longest first. A market dialogue belongs to the unit of its procurement, else to those of the
    challenges it is about."""
    found = [one for one in graves(scope.organisation.pk) if one.is_over(period.today)]
    if scope.units is None:
        return found
    talks = [one.thing.pk for one in found if one.procurement is None]
    about = Dialogue.objects.filter(pk__in=talks, descriptions__challenge__unit__in=scope.units).values_list(
        "pk", flat=True
    )
    mine = set(about)
    return [one for one in found if (scope.holds(one.procurement.unit_id) if one.procurement else one.thing.pk in mine)]
