"""Goals within what somebody leads, with who decided and where they are, and where they were a year before."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from nybrott.goals.models import Goal, Reading
from nybrott.goals.queries import standing_now
from nybrott.goals.states import GoalState
from nybrott.leaders.queries.scope import Period, Scope


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal, the last reading of the period or before it, and the last one of the period before or before that."""

    goal: Goal
    now: Reading | None
    then: Reading | None

    @property
    def is_behind(self) -> bool:
        """Whether the last reading is behind the straight line to the target, or after its day and short of it."""
        if self.now is None:
            return False
        found = standing_now(self.goal, self.now.value, self.now.measured_on)
        return found is not None and found.where in ("behind", "short")


def aims_of(scope: Scope, period: Period) -> list[Aim]:
    """Goals that were decided in or before the period and had not ended before it: of the units led, and those of the whole organisation. Two queries."""
    kept = Goal.objects.filter(organisation=scope.organisation, decided_on__lte=period.last)
    found = (
        kept.exclude(state__in=(GoalState.PROPOSED, GoalState.DROPPED))
        .exclude(ended_at__lt=period.begins)
        .select_related("unit", "owner")
    )
    if scope.units is not None:
        found = found.filter(scope.narrowed("unit") | Q(unit=None))
    readings = Reading.objects.counting().filter(measured_on__lte=period.last).order_by("-measured_on", "-pk")
    told = found.prefetch_related(Prefetch("readings", readings, to_attr="told")).order_by("title", "pk")
    return [Aim(one, *_readings(getattr(one, "told", []), period)) for one in told]


def _readings(told: list[Reading], period: Period) -> tuple[Reading | None, Reading | None]:
    before = [one for one in told if one.measured_on <= period.before.last]
    return (told[0] if told else None), (before[0] if before else None)
