"""Segmented regression, with errors and limits that bear dependence between periods; NumPy does the matrices. Pure.

Newey and West (1987), Econometrica 55, 703–708, with Bartlett's weights and the small-sample factor n / (n - k), over more lags than usual (1.3 times the root of
n: Lazarus, Lewis, Stock and Watson 2018, J. Bus. Econ. Stat. 36, 541–559). In a short series with a bend such errors are far too small: with the usual limits, 95 %
intervals hold the truth in 70 to 85 of a hundred. So it is looked up how many errors away an estimate comes where nothing happens, for these very periods, lags and start (the idea of
Kiefer and Vogelsang 2005, Econometric Theory 21, 1130–1164), in drawn series whose neighbours hang together as strongly as those at hand. How strongly that is, is found without leaning low, as
the strength from which half of the drawn series would show as much (Andrews 1993, Econometrica 61, 139–165).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Any

from nybrott.core.draws import normals

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


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


STRENGTHS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)  # of the tie between a period and the next
DRAWN, DRAWN_LONG = 3_999, 999  # series at each strength, and when they are long
LONG = 120  # periods


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What is to be expected where nothing happens. `shown[i]` is the tie that half of the residuals show when it is
    `STRENGTHS[i]`, and `most` what one in twenty shows at the strongest; `far[i]` has, for each column asked for, how many errors away the drawn estimates lie, in order (columns by series)."""

    shown: tuple[float, ...]
    most: float
    far: tuple["Floats", ...]

    def strength(self, shown: float) -> float | None:
        """The tie behind what residuals show, from 0 to the strongest that was tried; None when even that would hardly show as much."""
        if shown > self.most:
            return None
        at, part = self._place(shown)
        return STRENGTHS[at - 1] + part * (STRENGTHS[at] - STRENGTHS[at - 1])

    def distances(self, shown: float, column: int) -> "Floats":
        """How many errors away estimates lie where nothing happens, in order, with a tie that shows as much."""
        at, part = self._place(shown)
        between: Floats = (1 - part) * self.far[at - 1][column] + part * self.far[at][column]
        return between

    def _place(self, shown: float) -> tuple[int, float]:
        """Before which strength it lies, and how far (0 to 1) on the way there from the one before."""
        at = next((at for at in range(1, len(STRENGTHS)) if shown <= self.shown[at]), len(STRENGTHS) - 1)
        step = self.shown[at] - self.shown[at - 1]
        return at, min(1.0, max(0.0, (shown - self.shown[at - 1]) / step)) if step > 0 else 1.0


@lru_cache(maxsize=32)
def yardstick(n: int, start: int, season: int | None, lags: int, seed: int) -> Yardstick:
    """The yardstick for step and bend (columns 2 and 3) of a series of `n` periods."""
    import numpy as np  # slow import, as above

    matrix = np.asarray(regressors(n, start, season))
    weights = np.linalg.pinv(matrix)
    noise = normals(seed, n, DRAWN if n <= LONG else DRAWN_LONG)
    shown: list[float] = []
    far = []
    for strength in STRENGTHS:
        values = tied(noise, strength)
        coefficients = weights @ values
        left = values - matrix @ coefficients
        errors = np.stack([error_of(weights[at], left, lags) for at in (2, 3)]) * sqrt(n / (n - matrix.shape[1]))
        far.append(np.sort(np.abs(coefficients[2:4]) / errors, axis=1))
        # a little less where more was drawn is chance, and a tie is never looked up twice
        ties = tie(left)
        shown.append(max([float(np.median(ties)), *shown[-1:]]))
    return Yardstick(tuple(shown), float(np.quantile(ties, 0.95)), tuple(far))


def tied(noise: "Floats", strength: float) -> "Floats":
    """Series (n by many) in which each period keeps `strength` of what the one before was off by."""
    import numpy as np  # slow import, as above

    values: Floats = np.empty_like(noise)
    values[0] = noise[0] / sqrt(1 - strength**2)
    for at in range(1, len(noise)):
        values[at] = strength * values[at - 1] + noise[at]
    return values


def tie_of(residuals: Sequence[float]) -> float:
    """How much of what a period is off by the next one keeps, in one series that is not all nothing."""
    import numpy as np  # slow import, as above

    return float(tie(np.asarray(residuals)[:, None])[0])


def tie(residuals: "Floats") -> "Floats":
    """How much of what a period is off by the next one keeps, in each of many series (n by many)."""
    kept: Floats = (residuals[1:] * residuals[:-1]).sum(axis=0) / (residuals * residuals).sum(axis=0)
    return kept


def beyond(distances: "Floats", distance: float) -> float:
    """The chance of lying at least so many errors away where nothing happens."""
    return (1 + int((distances >= distance).sum())) / (len(distances) + 1)


def reach(distances: "Floats") -> float:
    """How many errors a 95 % interval reaches to each side: as far as `beyond` is more than 5 %."""
    return float(distances[len(distances) - (len(distances) + 1) // 20])
