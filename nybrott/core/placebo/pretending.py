"""Pretended starts before the real one.

Angrist, J. D. and Krueger, A. B. (1999): Empirical strategies in labor economics, Handbook of Labor Economics 3A, section 2.4; Abadie, Diamond and Hainmueller
(2010), J. Am. Stat. Assoc. 105, 493–505. Pretending that another unit was treated is what `core.contrast.units` does for its interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nybrott.core.change import LEAST_PERIODS, series
from nybrott.core.contrast import units
from nybrott.core.designs import Design, Effect, TooFew, catalogue
from nybrott.core.given import StatisticsError, numbers, whole

MOST = 24  # starts that are pretended


@dataclass(frozen=True, slots=True)
class Placebo:
    """The `real` answer, and the `pretended` ones with the period (from 0) at which each was said to begin.

    Among the pretended that are effects, `as_far` lie at least as far from nothing as the real one (None when it is none), and `clear` are those whose interval
    leaves "no difference" out: in about one of twenty that happens by chance, and where it happens often the real one cannot be trusted.
    """

    design: Design
    real: Effect | TooFew
    starts: tuple[int, ...]
    pretended: tuple[Effect | TooFew, ...]
    as_far: int | None
    clear: int
    too_few: TooFew | None


def placebo_series(
    values: Sequence[float], start: int, *, seed: int, lags: int | None = None, season: int | None = None
) -> Placebo:
    """The step at the start of a series, beside steps at earlier periods (all, or 24 evenly spaced), seen from before the real start only.

    Raises `StatisticsError` as `core.change.series` does.
    """
    real = series(values, start, seed=seed, lags=lags, season=season).level
    least = LEAST_PERIODS + (2 if season else 0)
    starts = _spaced(range(least, start - least + 1))
    pretended = tuple(series(values[:start], at, seed=seed, lags=lags, season=season).level for at in starts)
    return _told(catalogue().designs["interrupted-series"], real, starts, pretended, (start, 2 * least))


def placebo_units(
    treated: Sequence[Sequence[float]], others: Sequence[Sequence[float]], start: int, *, seed: int
) -> Placebo:
    """The difference in differences of units, beside those at earlier periods (all, or 24 evenly spaced), seen from before the real start only.

    Each unit has a value for each period; before and after are means. Raises `StatisticsError` for units with different numbers of periods, or a start
    that leaves nothing on one side.
    """
    rows = [numbers(unit, f"unit {place}") for place, unit in enumerate([*treated, *others], 1)]
    periods = {len(row) for row in rows}
    if len(periods) > 1:
        raise StatisticsError("Every unit has a value for each period.")
    if rows and not 0 < whole(start, "the start") < next(iter(periods)):
        raise StatisticsError(f"The start is period {start}; there are periods before it and after it.")

    def split(at: int, end: int | None) -> Effect | TooFew:
        means = [(_mean(row[:at]), _mean(row[at:end])) for row in rows]
        return units(means[: len(treated)], means[len(treated) :], seed=seed).effect

    starts = _spaced(range(1, start)) if rows else ()
    pretended = tuple(split(at, start) for at in starts)
    return _told(catalogue().designs["with-without"], split(start, None), starts, pretended, (start, 2))


def _spaced(starts: Sequence[int]) -> tuple[int, ...]:
    """All of them, or as many as are pretended at most, evenly spaced from the first to the last."""
    if len(starts) <= MOST:
        return tuple(starts)
    return tuple(starts[round(at * (len(starts) - 1) / (MOST - 1))] for at in range(MOST))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _told(
    design: Design,
    real: Effect | TooFew,
    starts: tuple[int, ...],
    pretended: tuple[Effect | TooFew, ...],
    had: tuple[int, int],
) -> Placebo:
    """`had` is how many periods lie before the real start, and how many it takes to pretend once."""
    effects = [one for one in pretended if isinstance(one, Effect)]
    too_few = None if pretended else TooFew(design, real.measure, had[0], had[1], "periods-before", "series-too-short")
    as_far = sum(abs(one.estimate) >= abs(real.estimate) for one in effects) if isinstance(real, Effect) else None
    return Placebo(design, real, starts, pretended, as_far, sum(one.clear for one in effects), too_few)
