"""Outcomes are drawn, and the rule of the analysis is asked of each.

Where the change is added to values (series, units), one drawing answers for every change: estimate and limits move with it, so each outcome has a change from which on it
is seen. Where outcomes are counts, the same drawn numbers are used for every change, so that more change never is seen less.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf
from typing import TYPE_CHECKING

from nybrott.core.answers import share
from nybrott.core.designs import Design, Interval, TooFew, catalogue
from nybrott.core.given import StatisticsError, whole
from nybrott.core.power import counted, shifted
from nybrott.core.power.plans import CountPlan, PairPlan, Plan, SeriesPlan, SharePlan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Seen = Callable[[float], "NDArray[np.bool_]"]

TIMES = 2_000
WANTED = 0.8
HALVINGS = 14  # of the range of changes: to within a ten-thousandth


@dataclass(frozen=True, slots=True)
class Sight:
    """With a change of this size, `chance` (0 to 1) is how often the plan would show it; `interval` how unsure the `times` outcomes drawn with `seed` leave that.

    `false_alarm` is how often it would show something, more or less, where nothing changed. `change` is None when even the largest that can be would not be seen
    as often as wanted; then `chance` is that of the largest, if there is one. With `too_few`, nothing could be seen at all.
    """

    design: Design
    measure: str
    plan: Plan
    change: float | None
    chance: float | None
    interval: Interval | None
    false_alarm: float | None
    times: int
    seed: int
    too_few: TooFew | None


def chance(plan: Plan, change: float, *, seed: int, times: int = TIMES) -> Sight:
    """How often a plan would show a change of this size. Raises `StatisticsError` for a change that cannot be, downward ones too."""
    floor, most = _range(plan)
    if isinstance(change, bool) or not isinstance(change, int | float) or not floor <= change <= most:
        raise StatisticsError(f"The change is “{change}”; it lies from {floor:g} to {most:g}.")
    if too_few := _checked(plan, seed, times):
        return _blind(plan, seed, times, too_few)
    seen, false = _drawn(plan, seed, times)
    return _sight(plan, float(change), int(seen(change).sum()), false, seed=seed, times=times)


def least(plan: Plan, *, seed: int, wanted: float = WANTED, times: int = TIMES) -> Sight:
    """The smallest change a plan would show with the chance that is wanted (more than 0, less than 1)."""
    if not 0 < wanted < 1:
        raise StatisticsError(f"The chance wanted is “{wanted}”; it lies between 0 and 1.")
    if too_few := _checked(plan, seed, times):
        return _blind(plan, seed, times, too_few)
    seen, false = _drawn(plan, seed, times)
    low, high = _range(plan)
    enough = ceil(wanted * times - 1e-9)
    if high == inf:
        high = max(1.0, low)
        while int(seen(high).sum()) < enough:
            high *= 2
            if high > 1e300:
                return _sight(plan, None, int(seen(high).sum()), false, seed=seed, times=times)
    elif int(seen(high).sum()) < enough:
        return _sight(plan, None, int(seen(high).sum()), false, seed=seed, times=times)
    for _halving in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if int(seen(middle).sum()) >= enough else (middle, high)
    return _sight(plan, high, int(seen(high).sum()), false, seed=seed, times=times)


def _range(plan: Plan) -> tuple[float, float]:
    """From no change to the largest that can be."""
    if isinstance(plan, PairPlan):
        return 0.0, 1.0
    if isinstance(plan, SharePlan):
        return 0.0, 1 - plan.share
    return (1.0, 100.0) if isinstance(plan, CountPlan) else (0.0, inf)


def _checked(plan: Plan, seed: int, times: int) -> TooFew | None:
    whole(seed, "the seed")
    if whole(times, "the number of outcomes drawn", 100) > 100_000:
        raise StatisticsError("At most 100,000 outcomes are drawn.")
    if isinstance(plan, CountPlan):
        return None
    return counted.too_few(plan) if isinstance(plan, PairPlan | SharePlan) else shifted.too_few(plan)


def _drawn(plan: Plan, seed: int, times: int) -> tuple["Seen", float]:
    """Which outcomes show a change, as a function of it; and the share of them that show something where nothing changed."""
    if isinstance(plan, PairPlan):
        return counted.pairs(plan, seed, times)
    if isinstance(plan, SharePlan):
        return counted.shares_of(plan, seed, times)
    if isinstance(plan, CountPlan):
        return counted.counts(plan, seed, times)
    needed, false = (
        shifted.series_of(plan, seed, times) if isinstance(plan, SeriesPlan) else shifted.units_of(plan, seed, times)
    )
    return (lambda change: needed < change), false


def _sight(plan: Plan, change: float | None, hits: int, false: float, *, seed: int, times: int) -> Sight:
    found = share(hits, times)
    design = catalogue().designs[plan.design]
    return Sight(design, plan.measure, plan, change, found.share, found.exact, false, times, seed, too_few=None)


def _blind(plan: Plan, seed: int, times: int, too_few: TooFew) -> Sight:
    return Sight(catalogue().designs[plan.design], plan.measure, plan, None, None, None, None, times, seed, too_few)
