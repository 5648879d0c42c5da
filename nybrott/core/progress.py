"""Where a value stands between a baseline and a target: on the straight line from one to the other, ahead of it or behind it.

Promises: the line is exact, day by day; what is compared is rounded first, so that a difference nobody sees on the page is none. A value at the target or
beyond it has reached it whatever the line says; after the target's day the line is the target.
Does not: know units of measure, today, or whether a straight line is a sensible plan. It gives no grade.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Where = Literal["reached", "ahead", "on", "behind", "short"]


@dataclass(frozen=True, slots=True)
class Way:
    """From a baseline on a day to a target by a later day. `up`: whether more is better.

    Raises `ValueError` when the target's day is no later than the baseline's, or the target is worse than the baseline.
    """

    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date
    up: bool

    def __post_init__(self) -> None:
        if self.target_on <= self.baseline_on:
            raise ValueError("the target's day is later than the baseline's")
        if is_worse(self.target, self.baseline, up=self.up):
            raise ValueError("the target is no worse than the baseline")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a value stands: `expected` is the line on that day, `apart` how far the value is from it (from the target when it is reached or its day has
    passed), never below zero. "short": the day has passed and the target was not reached."""

    where: Where
    expected: Decimal
    apart: Decimal


def is_worse(value: Decimal, than: Decimal, *, up: bool) -> bool:
    """Whether a value lies on the wrong side of another. `up`: whether more is better."""
    return value < than if up else value > than


def on_the_line(way: Way, day: date) -> Fraction:
    """The straight line on a day, exactly: the baseline until its day, the target from its day on."""
    whole, gone = (way.target_on - way.baseline_on).days, (day - way.baseline_on).days
    share = Fraction(min(max(gone, 0), whole), whole)
    return Fraction(way.baseline) + (Fraction(way.target) - Fraction(way.baseline)) * share


def standing(way: Way, value: Decimal, day: date, *, places: int) -> Standing | None:
    """Where a value measured on a day stands, with `places` decimals (-2: to the hundred); None until the day after the baseline, when there is nothing to compare."""
    if day <= way.baseline_on:
        return None
    expected = rounded(on_the_line(way, day), places)
    if not is_worse(value, way.target, up=way.up):
        return Standing("reached", expected, abs(value - way.target))
    if day > way.target_on:
        return Standing("short", expected, abs(value - way.target))
    shown = rounded(Fraction(value), places)
    if shown == expected:
        return Standing("on", expected, Decimal(0))
    return Standing("behind" if is_worse(shown, expected, up=way.up) else "ahead", expected, abs(shown - expected))


def rounded(value: Fraction, places: int) -> Decimal:
    """To so many decimals (below zero: to tens, hundreds …), halves away from zero, as people round."""
    scaled = value * Fraction(10) ** places
    whole = int((abs(scaled) * 2 + 1) // 2)
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-places)
