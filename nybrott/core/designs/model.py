"""The shapes of what an evaluation may say."""

from dataclasses import dataclass
from math import isnan

from nybrott.core.given import StatisticsError

LEVEL = 0.95  # the share of such intervals that hold what they are about, if the assumptions hold


@dataclass(frozen=True, slots=True)
class Design:
    """How a comparison is made. `code` names it; `assumptions` must hold for its answers to mean what they say; `rivals` are
    the explanations it cannot rule out. Codes of the catalogue, all of them; none of the three is ever empty."""

    code: str
    assumptions: tuple[str, ...]
    rivals: tuple[str, ...]

    def __post_init__(self) -> None:
        if not (self.code and self.assumptions and self.rivals):
            raise StatisticsError("A design has a name, says what it leans on and what it cannot rule out.")


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, in the unit of what it is about; infinite where there is no limit on that side.

    `level` is its coverage, from 0 to 1; `method` is the code of how it was made. Raises `StatisticsError` when upside down.
    """

    low: float
    high: float
    method: str
    level: float = LEVEL

    def __post_init__(self) -> None:
        if isnan(self.low) or isnan(self.high) or self.low > self.high:
            raise StatisticsError(f"{self.low} to {self.high} is no interval.")

    def holds(self, value: float) -> bool:
        """Whether the value lies within, ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Effect:
    """What a design says has changed, or differs. It cannot be made without a design and an interval.

    `measure` is the code of what `estimate` and `interval` are of (the catalogue has its unit); `n` is what it rests on, in the
    unit of the design (people, units, periods); `p` the chance of something as far from `nothing` if there were no difference,
    by the method `test`. `nothing` is the value that means no difference: 0, a half, or 1.
    """

    design: Design
    measure: str
    estimate: float
    interval: Interval
    n: int
    p: float | None
    test: str
    nothing: float = 0.0

    def __post_init__(self) -> None:
        if not isinstance(self.design, Design) or not isinstance(self.interval, Interval):
            raise StatisticsError("An effect has a design and an interval.")
        if isnan(self.estimate) or (self.p is not None and not 0 <= self.p <= 1):
            raise StatisticsError("An effect has an estimate, and a chance from 0 to 1.")

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What must hold for it to be an effect."""
        return self.design.assumptions

    @property
    def rivals(self) -> tuple[str, ...]:
        """What else could have made it look the same."""
        return self.design.rivals

    @property
    def clear(self) -> bool:
        """Whether "no difference" lies outside the interval."""
        return not self.interval.holds(self.nothing)


@dataclass(frozen=True, slots=True)
class TooFew:
    """Too few to say. `n` is what there was, `needed` how many would be enough (None where that cannot be said), both in what
    the code `unit` names; `why` is the code of the reason."""

    design: Design
    measure: str
    n: int
    needed: int | None
    unit: str
    why: str
