"""Outcomes that are values: a change is added to them, so each drawn outcome has a change from which on it is seen."""

from itertools import combinations
from math import comb, inf, sqrt
from typing import TYPE_CHECKING

from nybrott.core.change import series
from nybrott.core.contrast import units
from nybrott.core.designs import TooFew
from nybrott.core.draws import normals, uniforms
from nybrott.core.power.plans import SeriesPlan, UnitPlan
from nybrott.core.regression import default_lags, error_of, reach, regressors, tie, tied, yardstick

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_EXACT = 2_000  # assignments, up to which every one is looked at; else so many are drawn
TAIL = 0.025
YARDSTICK = 1  # the seed of the series a limit is looked up in
AT_ONCE = 200  # outcomes whose assignments are held in memory


def too_few(plan: SeriesPlan | UnitPlan) -> TooFew | None:
    """What the analysis itself says of so few, whatever their values."""
    if isinstance(plan, SeriesPlan):
        effect = series([t * t % 7 for t in range(plan.before + plan.after)], plan.before, seed=YARDSTICK).level
    else:
        effect = units([(0, 0)] * plan.treated, [(0, 0)] * plan.others, seed=YARDSTICK).effect
    return effect if isinstance(effect, TooFew) else None


def series_of(plan: SeriesPlan, seed: int, times: int) -> tuple["Floats", float]:
    """The steps from which on drawn series show one; infinite where neighbours seem to hang together too strongly to say."""
    import numpy as np  # slow import: only plans need it

    n = plan.before + plan.after
    lags = default_lags(n)
    known = yardstick(n, plan.before, None, lags, YARDSTICK)
    matrix = np.asarray(regressors(n, plan.before, None))
    weights = np.linalg.pinv(matrix)
    values = tied(normals(seed, n, times), plan.tie) * plan.spread * sqrt(1 - plan.tie**2)
    coefficients = weights @ values
    left = values - matrix @ coefficients
    errors = error_of(weights[2], left, lags) * sqrt(n / (n - matrix.shape[1]))
    shown = tie(left)
    far = np.asarray([reach(known.distances(one, 0)) if one <= known.most else inf for one in shown.tolist()])
    needed: Floats = far * errors - coefficients[2]
    return needed, float((np.abs(coefficients[2]) > far * errors).mean())


def units_of(plan: UnitPlan, seed: int, times: int) -> tuple["Floats", float]:
    """The differences from which on drawn units show one."""

    m, n = plan.treated, plan.others
    changes = normals(seed, m + n, times) * plan.spread
    low, high = limits(assignments(m, n, seed), changes)
    return -low, float(((low > 0) | (high < 0)).mean())


def limits(leads: "Floats", changes: "Floats") -> tuple["Floats", "Floats"]:
    """Limits by randomisation of many outcomes at once (units by outcomes), those with the programme first."""
    import numpy as np  # slow import, as above

    least = int((len(leads) + 1) * TAIL + 1e-9)
    lows, highs = [], []
    for at in range(0, changes.shape[1], AT_ONCE):
        reached = leads @ changes[:, at : at + AT_ONCE]
        parted = np.partition(reached, (least - 1, len(leads) - least), axis=0)
        lows.append(parted[least - 1])
        highs.append(parted[len(leads) - least])
    return np.concatenate(lows), np.concatenate(highs)


def assignments(m: int, n: int, seed: int) -> "Floats":
    """For each other assignment, what makes its reach from the units' changes: the mean of those that go out less that of those that
    come in (`core.contrast` tells why). The one that happened is not among them."""
    import numpy as np  # slow import, as above

    if comb(m + n, m) <= MOST_EXACT:
        chosen = np.zeros((comb(m + n, m), m + n))
        for row, places in enumerate(combinations(range(m + n), m)):
            chosen[row, list(places)] = 1
    else:
        order = np.argsort(uniforms(seed + 1, MOST_EXACT - 1, m + n), axis=1)
        chosen = (order < m).astype(float)
    own = np.zeros(m + n)
    own[:m] = 1
    moved = own - chosen
    moved = moved[np.abs(moved).sum(axis=1) > 0]
    leads: Floats = moved / (np.abs(moved).sum(axis=1, keepdims=True) / 2)
    return leads
