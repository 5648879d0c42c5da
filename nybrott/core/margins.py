"""Limits of the intervals that more than one module needs: from counts alone, all of 95 %. Pure; sources stand at each."""

from math import inf, sqrt

from nybrott.core.quantiles import beta
from nybrott.core.statistics import wilson

NORMAL_95 = 1.959963984540054
TAIL = 0.025


def net_limits(up: int, down: int, n: int) -> tuple[float, float]:
    """Bonett and Price's (2012) 95 % limits (-1 to 1) of (up - down) / n. Defined for nobody as well: all that can be."""
    rose, fell = (up + 1) / (n + 2), (down + 1) / (n + 2)
    reach = NORMAL_95 * sqrt((rose + fell - (rose - fell) ** 2) / (n + 2))
    return max(-1.0, rose - fell - reach), min(1.0, rose - fell + reach)


def difference(hits: tuple[int, int], n: tuple[int, int]) -> tuple[float, float]:
    """Newcombe's (1998) 95 % limits of the second share less the first, nobody's being none of 1."""
    first, second = hits[0] / n[0], hits[1] / n[1]
    (low_1, high_1), (low_2, high_2) = (wilson(hit, people) or (0.0, 1.0) for hit, people in zip(hits, n, strict=True))
    gap = second - first
    return gap - sqrt((second - low_2) ** 2 + (high_1 - first) ** 2), gap + sqrt(
        (high_2 - second) ** 2 + (first - low_1) ** 2
    )


def ratio(events: tuple[int, int], exposure: tuple[float, float]) -> tuple[float, float]:
    """Exact 95 % limits of the second rate divided by the first, given the sum of the events, which is not nothing."""

    def of(share: float) -> float:
        return share / (1 - share) * exposure[0] / exposure[1]

    low = 0.0 if events[1] == 0 else of(beta(TAIL, events[1], events[0] + 1))
    high = inf if events[0] == 0 else of(beta(1 - TAIL, events[1] + 1, events[0]))
    return low, high
