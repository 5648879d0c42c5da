"""Plans of an evaluation in an organisation's own numbers, one for each design."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import ClassVar

from nybrott.core.given import StatisticsError, numbers, whole
from nybrott.core.regression import tie_of

LEAST_HISTORY = 8  # periods, to know how a series varies by itself
STRONGEST = 0.9  # tie between neighbours that a plan may have


def _within(value: float, low: float, high: float, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise StatisticsError(f"{what} is “{value}”; it lies from {low:g} to {high:g}.")


def _above(value: float, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value <= 0:
        raise StatisticsError(f"{what} is “{value}”; it is a number above 0.")


@dataclass(frozen=True, slots=True)
class PairPlan:
    """`people` answer before and after. `movers` (0 to 1) is the share whose answer would differ anyhow, up as often as down: from an
    earlier round, or four in ten. The change is in net-improvement, at most 1."""

    design: ClassVar[str] = "before-after"
    measure: ClassVar[str] = "net-improvement"

    people: int
    movers: float = 0.4

    def __post_init__(self) -> None:
        whole(self.people, "the number of people")
        _within(self.movers, 0, 1, "the share who move anyhow")


@dataclass(frozen=True, slots=True)
class SharePlan:
    """`people` in the first and second group; `share` (0 to 1) of the first says yes. The change is how much larger the second's is."""

    design: ClassVar[str] = "two-groups"
    measure: ClassVar[str] = "difference-of-shares"

    people: tuple[int, int]
    share: float

    def __post_init__(self) -> None:
        for people in self.people:
            whole(people, "the number of people")
        _within(self.share, 0, 1, "the share")


@dataclass(frozen=True, slots=True)
class CountPlan:
    """`rate` events per one of the exposure today; counted over `exposure` before and after (time or amount). The change is how many times
    as often it happens, at least 1."""

    design: ClassVar[str] = "two-counts"
    measure: ClassVar[str] = "rate-ratio"

    rate: float
    exposure: tuple[float, float]

    def __post_init__(self) -> None:
        _above(self.rate, "the rate")
        for over in self.exposure:
            _above(over, "the time or amount counted over")
        if self.rate * max(self.exposure) > 10_000:
            raise StatisticsError(
                "More than 10,000 events are expected; with so many, any change worth having can be seen."
            )


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """`before` and `after` periods. Values lie around their line with `spread` (a standard deviation, in the unit of the values), and `tie`
    (0 to 0.9) is how much of what a period is off by the next one keeps. The change is a step at the start, in the unit of the values."""

    design: ClassVar[str] = "interrupted-series"
    measure: ClassVar[str] = "level-change"

    before: int
    after: int
    spread: float
    tie: float = 0.0

    def __post_init__(self) -> None:
        if whole(self.before, "the number of periods before") + whole(self.after, "the number of periods after") > 400:
            raise StatisticsError("A plan has at most 400 periods.")
        _above(self.spread, "the spread")
        _within(self.tie, 0, STRONGEST, "the tie between neighbours")

    @classmethod
    def like(cls, history: Sequence[float], after: int) -> "SeriesPlan":
        """A plan for a series that goes on as its `history` does, one value a period: spread and tie are those around its line.

        The tie that residuals of a line show leans low by about (2 + 4 tie) / n (Shaman and Stine 1988, J. Am. Stat. Assoc. 83, 842–848); that is put right.
        Raises `StatisticsError` for fewer than eight periods, or a history without any variation.
        """
        values = numbers(history, "the history")
        n = len(values)
        if n < LEAST_HISTORY:
            raise StatisticsError(
                f"The history has {n} periods; at least {LEAST_HISTORY} show how it varies by itself."
            )
        middle, mean = (n - 1) / 2, sum(values) / n
        slope = sum((t - middle) * value for t, value in enumerate(values)) / sum((t - middle) ** 2 for t in range(n))
        left = [value - mean - slope * (t - middle) for t, value in enumerate(values)]
        spread = sqrt(sum(one * one for one in left) / (n - 2))
        if spread <= 1e-9 * max(map(abs, values)) or not spread:
            raise StatisticsError(
                "The history does not vary around its line; nothing says how far a value may lie from it."
            )
        tie = (tie_of(left) + 2 / n) / (1 - 4 / n)
        return cls(n, after, spread, min(STRONGEST, max(0.0, tie)))


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """`treated` units with the programme and `others` without. By themselves, units change with `spread` between them (a standard deviation,
    in the unit of the values). The change is how much more those treated change, in the same unit."""

    design: ClassVar[str] = "with-without"
    measure: ClassVar[str] = "difference-in-differences"

    treated: int
    others: int
    spread: float

    def __post_init__(self) -> None:
        if whole(self.treated, "the number of units with") + whole(self.others, "the number without") > 500:
            raise StatisticsError("A plan has at most 500 units.")
        _above(self.spread, "the spread")

    @classmethod
    def like(cls, history: Sequence[Sequence[float]], treated: int, *, before: int, after: int) -> "UnitPlan":
        """A plan for units that vary as in their `history`: a row for each unit, a value for each period in which nothing began.

        At every period that has `before` periods before it and `after` from it on, a start is pretended, and the spread of the units' changes is taken; `spread`
        is their quadratic mean. Raises `StatisticsError` when no period has, with fewer than two units, or without any variation.
        """
        rows = [numbers(row, f"unit {place}") for place, row in enumerate(history, 1)]
        whole(before, "the number of periods before", 1)
        whole(after, "the number of periods after", 1)
        if len(rows) < 2 or len({len(row) for row in rows}) > 1:
            raise StatisticsError("There are at least two units, each with a value for every period.")
        if whole(treated, "the number of units with", 0) > len(rows):
            raise StatisticsError(f"{treated} units with the programme are more than the {len(rows)} there are.")
        starts = range(before, len(rows[0]) - after + 1)
        if not starts:
            raise StatisticsError(
                f"The history has {len(rows[0])} periods; {before} before and {after} after are asked for."
            )
        squares = []
        for start in starts:
            changes = [
                sum(row[start : start + after]) / after - sum(row[start - before : start]) / before for row in rows
            ]
            mean = sum(changes) / len(changes)
            squares.append(sum((change - mean) ** 2 for change in changes) / (len(changes) - 1))
        spread = sqrt(sum(squares) / len(squares))
        if not spread:
            raise StatisticsError("The units all changed alike; nothing says how they differ by themselves.")
        return cls(treated, len(rows) - treated, spread)


Plan = PairPlan | SharePlan | CountPlan | SeriesPlan | UnitPlan
