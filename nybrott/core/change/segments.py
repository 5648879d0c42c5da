"""One series before and after a start: segmented regression with errors that bear dependence between periods.

value = level + slope * t + step * after + bend * (periods since the start) [+ a yearly wave] + error
(Wagner et al. 2002, J. Clin. Pharm. Ther. 27, 299–309). The errors, and how far an interval reaches, are those of
`core.regression`. `benchmarks/intervals.py` measures how often the intervals hold the truth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nybrott.core.designs import Design, Effect, Interval, TooFew, catalogue
from nybrott.core.given import StatisticsError, numbers, whole
from nybrott.core.regression import beyond, default_lags, newey_west, reach, regressors, tie_of, yardstick

if TYPE_CHECKING:
    from nybrott.core.regression import Floats

LEAST_PERIODS = 8  # on each side: Penfold and Zhang (2013), Academic Pediatrics 13, S38–S44
MOST_PERIODS = 2_000
ALMOST_NOTHING = 1e-12  # of the whole variation: what rounding leaves of a line that fits


@dataclass(frozen=True, slots=True)
class Series:
    """`before` and `after` are numbers of periods. `level` is the step at the start, `slope` the bend per period.

    `slope_before` is the earlier slope. `fitted` has the model's value for each period and `without` the earlier line gone on,
    both for pictures; empty when there are too few. `lags` is over how many periods the errors let neighbours hang together, and
    `dependence` (0 to 0.95) how strongly they do, as the residuals show; `seed` is that of the series drawn to know how far estimates
    lie from the truth.
    """

    design: Design
    before: int
    after: int
    lags: int
    seed: int
    dependence: float | None
    level: Effect | TooFew
    slope: Effect | TooFew
    slope_before: float | None
    fitted: tuple[float, ...]
    without: tuple[float, ...]


def series(
    values: Sequence[float], start: int, *, seed: int, lags: int | None = None, season: int | None = None
) -> Series:
    """How a series changed at `start`, the number (from 0) of the first period after; one value a period, without gaps.

    `season` is how many periods a year has (at least 3), when values follow the time of the year: one yearly wave is then taken out.
    Raises `StatisticsError` for values that are no numbers, or a start, lags, season or seed that cannot be.
    """
    told = _checked(values, start, seed, season)
    n = len(told)
    lags = default_lags(n) if lags is None else whole(lags, "the number of lags")
    design = catalogue().designs["interrupted-series"]
    if why := _too_few(told, start, season):
        return _nothing(design, why, n=n, start=start, lags=lags, seed=seed, season=season)
    coefficients, errors, fitted = newey_west(regressors(n, start, season), told, lags)
    left = [value - fit for value, fit in zip(told, fitted, strict=True)]
    # what a line explains wholly has no errors to measure by
    if sum(one * one for one in left) <= ALMOST_NOTHING * _spread(told) or not min(errors):
        return _nothing(design, "nothing-varies", n=n, start=start, lags=lags, seed=seed, season=season)
    known, shown = yardstick(n, start, season, lags, seed), tie_of(left)
    strength = known.strength(shown)
    if strength is None:
        return _nothing(design, "too-dependent", n=n, start=start, lags=lags, seed=seed, season=season)
    level, slope = (
        _effect(design, measure, coefficients[at], errors[at], n=n, distances=known.distances(shown, at - 2))
        for measure, at in (("level-change", 2), ("slope-change", 3))
    )
    line = tuple(fit - after for fit, after in zip(fitted, _after(coefficients, n, start), strict=True))
    return Series(design, start, n - start, lags, seed, strength, level, slope, coefficients[1], tuple(fitted), line)


def _checked(values: Sequence[float], start: int, seed: int, season: int | None) -> list[float]:
    told = numbers(values, "the series")
    if len(told) > MOST_PERIODS:
        raise StatisticsError(f"The series has {len(told)} periods; at most {MOST_PERIODS} are taken.")
    if whole(start, "the start") > len(told):
        raise StatisticsError(f"The start is period {start}, and the series has {len(told)}.")
    whole(seed, "the seed")
    if season is not None:
        whole(season, "the season", 3)
    return told


def _nothing(design: Design, why: str, *, n: int, start: int, lags: int, seed: int, season: int | None) -> Series:
    needed = LEAST_PERIODS + (2 if season else 0) if why == "series-too-short" else None
    level, slope = (
        TooFew(design, measure, min(start, n - start), needed, "periods-on-each-side", why)
        for measure in ("level-change", "slope-change")
    )
    return Series(design, start, n - start, lags, seed, None, level, slope, None, (), ())


def _effect(design: Design, measure: str, estimate: float, error: float, *, n: int, distances: "Floats") -> Effect:
    far = reach(distances) * error
    interval = Interval(estimate - far, estimate + far, "newey-west")
    return Effect(design, measure, estimate, interval, n, beyond(distances, abs(estimate) / error), "newey-west")


def _after(coefficients: Sequence[float], n: int, start: int) -> list[float]:
    return [coefficients[2] + coefficients[3] * (t - start) if t >= start else 0.0 for t in range(n)]


def _spread(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values)


def _too_few(values: Sequence[float], start: int, season: int | None) -> str:
    if not values:
        return "nobody"
    if min(start, len(values) - start) < LEAST_PERIODS + (2 if season else 0):
        return "series-too-short"
    return "nothing-varies" if min(values) == max(values) else ""
