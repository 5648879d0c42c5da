"""Outcomes that are counts: of people who moved, said yes, or of events."""

from collections.abc import Callable
from math import sqrt
from typing import TYPE_CHECKING

from nybrott.core.change import paired
from nybrott.core.contrast import shares
from nybrott.core.designs import TooFew
from nybrott.core.draws import uniforms
from nybrott.core.margins import difference, net_limits, ratio
from nybrott.core.power.plans import CountPlan, PairPlan, SharePlan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Seen = Callable[[float], NDArray[np.bool_]]


def too_few(plan: PairPlan | SharePlan) -> TooFew | None:
    """What the analysis itself says of so few, had the outcome been the clearest there is."""
    if isinstance(plan, PairPlan):
        effect = paired([1] * plan.people, [2] * plan.people).effect
    else:
        effect = shares((0, plan.people[1]), plan.people).effect
    return effect if isinstance(effect, TooFew) else None


def pairs(plan: PairPlan, seed: int, times: int) -> tuple["Seen", float]:
    """Everybody's number decides whether they go up or down; with more change more of them go up and fewer down."""
    drawn = uniforms(seed, plan.people, times)

    def outcomes(change: float) -> tuple["Floats", "Floats"]:
        moving = max(plan.movers, change)
        rose, fell = (moving + change) / 2, (moving - change) / 2
        return (drawn < rose).sum(axis=0), (drawn > 1 - fell).sum(axis=0)

    return _asked(outcomes, lambda up, down: net_limits(up, down, plan.people), 0.0, 0.0)


def shares_of(plan: SharePlan, seed: int, times: int) -> tuple["Seen", float]:
    """Everybody's number decides whether they say yes."""
    drawn = uniforms(seed, sum(plan.people), times)
    first = (drawn[: plan.people[0]] < plan.share).sum(axis=0)

    def outcomes(change: float) -> tuple["Floats", "Floats"]:
        return first, (drawn[plan.people[0] :] < plan.share + change).sum(axis=0)

    return _asked(outcomes, lambda a, b: difference((a, b), plan.people), 0.0, 0.0)


def counts(plan: CountPlan, seed: int, times: int) -> tuple["Seen", float]:
    """A number for each side is looked up in the Poisson distribution."""
    drawn = uniforms(seed, 2, times)
    before, after = (plan.rate * over for over in plan.exposure)
    first = _poisson(drawn[0], before)

    def outcomes(change: float) -> tuple["Floats", "Floats"]:
        return first, _poisson(drawn[1], after * change)

    def limits(a: int, b: int) -> tuple[float, float]:
        return ratio((a, b), plan.exposure) if a + b else (0.0, 100.0)

    return _asked(outcomes, limits, 1.0, 1.0)


def _poisson(drawn: "Floats", mean: float) -> "Floats":
    """The counts below which so much of the Poisson distribution lies as was drawn."""
    import numpy as np  # slow import: only plans need it

    most = int(mean + 12 * sqrt(mean) + 30)
    # in logarithms, since e to the minus ten thousand is nothing
    logs = np.concatenate([[0.0], np.cumsum(np.log(mean) - np.log(np.arange(1, most + 1)))]) - mean
    return np.minimum(np.searchsorted(np.cumsum(np.exp(logs)), drawn), most)


def _asked(
    outcomes: Callable[[float], tuple["Floats", "Floats"]],
    limits: Callable[[int, int], tuple[float, float]],
    nothing: float,
    start: float,
) -> tuple["Seen", float]:
    """The rule asked of every outcome there is among those drawn, once each."""
    import numpy as np  # slow import, as above

    known: dict[tuple[int, int], tuple[float, float]] = {}

    def asked(change: float, side: int) -> "NDArray[np.bool_]":
        first, second = outcomes(change)
        both, where = np.unique(np.stack([first, second]), axis=1, return_inverse=True)
        answers = []
        for a, b in both.T.tolist():
            if (a, b) not in known:
                known[a, b] = limits(a, b)
            low, high = known[a, b]
            answers.append(low > nothing if side > 0 else high < nothing)
        return np.asarray(answers)[where.reshape(-1)]

    false = float((asked(start, 1) | asked(start, -1)).mean())
    return (lambda change: asked(change, 1)), false
