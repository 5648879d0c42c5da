"""What is under way, by line of units and how far it has come."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import UNDER_WAY
from nybrott.leaders.queries.scope import Scope
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import ProcurementState

CHALLENGE = "challenge"
PHASES = (
    ProcurementState.IDEA, ProcurementState.NEEDS, ProcurementState.DIALOGUE, ProcurementState.PREPARING, ProcurementState.COMPETITION, ProcurementState.CONTRACT,
    ProcurementState.IN_USE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the unit it is named after (None: what belongs to no unit), challenges under way, and procurements by phase."""

    unit: int | None
    name: str
    challenges: int
    phases: dict[str, int]

    @property
    def total(self) -> int:
        """How many procurements."""
        return sum(self.phases.values())


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Lines in order. `over`: procurements that have ended or were stopped, which are in no line."""

    lines: tuple[Line, ...]
    over: int

    @property
    def challenges(self) -> int:
        """Challenges under way."""
        return sum(one.challenges for one in self.lines)

    def of(self, phase: str) -> int:
        """How many procurements are in a phase."""
        return sum(one.phases[phase] for one in self.lines)

    @property
    def total(self) -> int:
        """How many procurements are in the plan, on the way or in use."""
        return sum(one.total for one in self.lines)


def portfolio_of(scope: Scope, other: str) -> Portfolio:
    """What is under way. `other`: what the line of what belongs to no unit is called. Two queries."""
    bought = Procurement.objects.filter(scope.narrowed("unit"), organisation=scope.organisation)
    struggles = Challenge.objects.filter(scope.narrowed("unit"), organisation=scope.organisation, state__in=UNDER_WAY)
    cells: Counter[tuple[int | None, str]] = Counter()
    over = 0
    for unit, state, n in bought.order_by().values_list("unit", "state").annotate(n=Count("pk")):
        if state in PHASES:
            cells[_line(scope, unit), state] += n
        else:
            over += n
    for unit, n in struggles.order_by().values_list("unit").annotate(n=Count("pk")):
        cells[_line(scope, unit), CHALLENGE] += n
    lines: list[int | None] = [*scope.names, None]
    shown = [key for key in lines if any(cells[key, each] for each in (CHALLENGE, *PHASES))]
    return Portfolio(tuple(_drawn(key, other if key is None else scope.names[key], cells) for key in shown), over)


def _line(scope: Scope, unit: int | None) -> int | None:
    return None if unit is None else scope.lines.get(unit)


def _drawn(key: int | None, name: str, cells: Counter[tuple[int | None, str]]) -> Line:
    return Line(key, name, cells[key, CHALLENGE], {str(phase): cells[key, phase] for phase in PHASES})
