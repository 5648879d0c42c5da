"""What became of a benefit, and what many come to. Pure.

Estimates and measurements are never added together: a sum holds two totals side by side, each of one kind, with how many it rests on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from nybrott.core.benefits import Spread

Outcome = Literal["better", "none", "worse"]
Basis = Literal["estimated", "measured"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`gain`: how much better than the baseline (less than nothing: worse). `outcome`: what the numbers propose."""

    gain: Spread
    outcome: Outcome


def compare(baseline: Spread, measured: Spread, *, more_is_better: bool) -> Comparison:
    """What was measured against the baseline. When the intervals leave room for no difference, no effect can be seen. Where the uncertainty of
    one is not known, its value alone is gone by, and the gain says that its own is not known."""
    (before_low, before_high), (after_low, after_high) = baseline.ends, measured.ends
    sign = 1 if more_is_better else -1
    value, one, other = sign * (measured.value - baseline.value), sign * (after_low - before_high), sign * (after_high - before_low)  # fmt: skip
    value, low, high = (
        end + 0 for end in (value, min(one, other), max(one, other))
    )  # nothing is neither more nor less
    outcome: Outcome = "better" if low > 0 else "worse" if high < 0 else "none"
    sure = baseline.sure and measured.sure
    return Comparison(Spread(value, low, high) if sure else Spread(value), outcome)


@dataclass(frozen=True, slots=True)
class Row:
    """A benefit in a sum. `kind` and `unit` say what it may be added to ("money", "NOK/year"); a unit that is empty is added to nothing.
    `estimated`: the gain that was expected; `measured`: the gain that was measured last; None where there is none."""

    name: str
    kind: str
    unit: str
    estimated: Spread | None = None
    measured: Spread | None = None


@dataclass(slots=True)
class Total:
    """A sum of one basis alone. `unsure`: how many of its `n` have no interval; then the total has none either."""

    basis: Basis
    n: int = 0
    value: Decimal = Decimal(0)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    unsure: int = 0

    def take(self, amount: Spread, basis: Basis) -> None:
        """Add one. Raises `TypeError` when it is of the other basis."""
        if basis != self.basis:
            raise TypeError(f"a sum of what is {self.basis} does not hold what is {basis}")
        low, high = amount.ends
        self.n, self.value, self.low, self.high = self.n + 1, self.value + amount.value, self.low + low, self.high + high  # fmt: skip
        self.unsure += not amount.sure

    @property
    def spread(self) -> Spread | None:
        """The total; None when it rests on nothing. Its interval is the widest there can be: everything at its low end, everything at its high."""
        if not self.n:
            return None
        return Spread(self.value) if self.unsure else Spread(self.value, self.low, self.high)


@dataclass(slots=True)
class Sum:
    """What benefits of a kind and a unit come to. `expected_of_measured`: what was expected of exactly those that are measured, to be set beside
    `measured`. `without`: those nobody has measured, by name; `unexpected`: those measured that nobody had estimated."""

    kind: str
    unit: str
    estimated: Total = field(default_factory=lambda: Total("estimated"))
    measured: Total = field(default_factory=lambda: Total("measured"))
    expected_of_measured: Total = field(default_factory=lambda: Total("estimated"))
    without: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)


def sums(rows: Iterable[Row]) -> list[Sum]:
    """A sum for each kind and unit, in the order they come; what is added to nothing is left out."""
    found: dict[tuple[str, str], Sum] = {}
    for row in rows:
        if not row.unit:
            continue
        here = found.setdefault((row.kind, row.unit), Sum(row.kind, row.unit))
        if row.estimated is not None:
            here.estimated.take(row.estimated, "estimated")
        if row.measured is None:
            here.without.append(row.name)
            continue
        here.measured.take(row.measured, "measured")
        if row.estimated is None:
            here.unexpected.append(row.name)
        else:
            here.expected_of_measured.take(row.estimated, "estimated")
    return list(found.values())
