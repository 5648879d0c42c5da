"""One series before and after a start: segmented regression with errors that bear dependence between periods.

value = level + slope * t + step * after + bend * (periods since the start) [+ a yearly wave] + error
(Wagner et al. 2002, J. Clin. Pharm. Ther. 27, 299–309). Errors: Newey and West (1987), Econometrica 55, 703–708, with Bartlett's weights
and the small-sample factor n / (n - k). As these are too small in short series, more lags than usual are taken (1.3 times the
root of n: Lazarus, Lewis, Stock and Watson 2018, J. Bus. Econ. Stat. 36, 541–559) with the wider limits that belong to them (Kiefer and
Vogelsang 2005, Econometric Theory 21, 1130–1164, table 1), and never narrower than Student's t. `benchmarks/statistics.py` measures coverage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Any

from nybrott.core.designs import Design, Effect, Interval, TooFew, catalogue
from nybrott.core.given import StatisticsError, numbers, whole
from nybrott.core.quantiles import student, student_above

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_PERIODS = 8  # on each side: Penfold and Zhang (2013), Academic Pediatrics 13, S38–S44
ALMOST_NOTHING = 1e-12  # of the whole variation: what rounding leaves of a line that fits


@dataclass(frozen=True, slots=True)
class Series:
    """`before` and `after` are numbers of periods. `level` is the step at the start, `slope` the bend per period.

    `slope_before` is the earlier slope. `fitted` has the model's value for each period and `without` the earlier line gone on,
    both for pictures; empty when there are too few. `lags` is over how many periods neighbours may hang together.
    """

    design: Design
    before: int
    after: int
    lags: int
    level: Effect | TooFew
    slope: Effect | TooFew
    slope_before: float | None
    fitted: tuple[float, ...]
    without: tuple[float, ...]


def series(values: Sequence[float], start: int, *, lags: int | None = None, season: int | None = None) -> Series:
    """How a series changed at `start`, the number (from 0) of the first period after; one value a period, without gaps.

    `season` is how many periods a year has (at least 3), when values follow the time of the year: one yearly wave is then taken out.
    Raises `StatisticsError` for values that are no numbers, or a start, lags or season that cannot be.
    """
    told = numbers(values, "the series")
    n = len(told)
    if whole(start, "the start") > n:
        raise StatisticsError(f"The start is period {start}, and the series has {n}.")
    if season is not None:
        whole(season, "the season", 3)
    lags = default_lags(n) if lags is None else whole(lags, "the number of lags")
    design = catalogue().designs["interrupted-series"]
    why = _too_few(told, start, season)
    if not why:
        x = regressors(n, start, season)
        coefficients, errors, fitted = newey_west(x, told, lags)
        # what a line explains wholly has no errors to measure by
        left = sum((value - fit) ** 2 for value, fit in zip(told, fitted, strict=True))
        if left <= ALMOST_NOTHING * _spread(told) or not min(errors):
            why = "nothing-varies"
    if why:
        fewest = min(start, n - start)
        needed = LEAST_PERIODS + (2 if season else 0) if why == "series-too-short" else None
        level, slope = (
            TooFew(design, measure, fewest, needed, "periods-on-each-side", why)
            for measure in ("level-change", "slope-change")
        )
        return Series(design, start, n - start, lags, level, slope, None, (), ())
    rest = n - len(coefficients)
    line = tuple(fit - after for fit, after in zip(fitted, _after(coefficients, n, start), strict=True))
    return Series(
        design, start, n - start, lags,
        _effect(design, "level-change", coefficients[2], errors[2], n=n, rest=rest, lags=lags),
        _effect(design, "slope-change", coefficients[3], errors[3], n=n, rest=rest, lags=lags),
        coefficients[1], tuple(fitted), line,
    )  # fmt: skip


def default_lags(n: int) -> int:
    """How many lags a series of `n` periods gets when nobody says otherwise."""
    return max(0, min(n - 1, ceil(1.3 * sqrt(n)) - 1))


def regressors(n: int, start: int, season: int | None) -> list[list[float]]:
    """A row for each period: one, its number, after or not, periods since the start, and the yearly wave if there is one."""
    return [
        [1.0, float(t), float(t >= start), float(max(0, t - start))]
        + ([sin(2 * pi * t / season), cos(2 * pi * t / season)] if season else [])
        for t in range(n)
    ]


def newey_west(
    x: Sequence[Sequence[float]], y: Sequence[float], lags: int
) -> tuple[list[float], list[float], list[float]]:
    """Least squares coefficients, their Newey–West errors with the factor n / (n - k), and fitted values."""
    import numpy as np  # slow import: only evaluations need it

    matrix, told = np.asarray(x, dtype=float), np.asarray(y, dtype=float)[:, None]
    weights = np.linalg.pinv(matrix)
    coefficients = weights @ told
    fitted = matrix @ coefficients
    errors = [float(error_of(weights[at], told - fitted, lags)[0]) for at in range(matrix.shape[1])]
    n, k = matrix.shape
    return coefficients[:, 0].tolist(), [error * sqrt(n / (n - k)) for error in errors], fitted[:, 0].tolist()


def error_of(weights: "Floats", residuals: "Floats", lags: int) -> "Floats":
    """The error of one coefficient in many series at once: `weights` (n) make it from the values, `residuals` is n by series.

    Its variance is the sum of weight times residual, squared, and twice the lagged products, less the longer the lag.
    """
    import numpy as np  # slow import, as above

    part = weights[:, None] * residuals
    variance: Any = (part * part).sum(axis=0)
    for lag in range(1, min(lags, len(part) - 1) + 1):
        variance = variance + 2 * (1 - lag / (lags + 1)) * (part[lag:] * part[:-lag]).sum(axis=0)
    error: Floats = np.sqrt(np.maximum(variance, 0.0))
    return error


def reach(n: int, rest: int, lags: int) -> float:
    """How many errors a 95 % interval reaches to each side, with `rest` degrees of freedom."""
    share = min(1.0, (lags + 1) / n)
    wider = 1.9600 + 2.9694 * share + 0.4160 * share**2 - 0.5324 * share**3
    return max(student(0.975, rest), wider)


def _effect(design: Design, measure: str, estimate: float, error: float, *, n: int, rest: int, lags: int) -> Effect:
    far = reach(n, rest, lags)
    interval = Interval(estimate - far * error, estimate + far * error, "newey-west")
    # the same stretching for the chance as for the interval, so that the two never disagree
    p = min(1.0, 2 * student_above(abs(estimate) / error * student(0.975, rest) / far, rest))
    return Effect(design, measure, estimate, interval, n, p, "newey-west")


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
