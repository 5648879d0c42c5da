"""A share with two intervals: Wilson's, right on average, and the exact one, never too narrow.

Clopper, C. J. and Pearson, E. S. (1934): The use of confidence or fiducial limits illustrated in the case of the binomial.
Biometrika 26, 404–413. Wilson's stands in `core.statistics`. Newcombe (1998), Statistics in Medicine 17, 857–872, compares them.
"""

from dataclasses import dataclass

from nybrott.core.designs import Design, Interval, TooFew, catalogue
from nybrott.core.given import StatisticsError, whole
from nybrott.core.quantiles import beta
from nybrott.core.statistics import wilson

TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n` people, and the share (0 to 1; None when nobody was asked) with both intervals (0 to 1).

    `too_few` says why there is none.
    """

    design: Design
    hits: int
    n: int
    share: float | None
    wilson: Interval | None
    exact: Interval | None
    too_few: TooFew | None


def share(hits: int, n: int) -> Share:
    """The share `hits` of `n`, with 95 % intervals. Raises `StatisticsError` when `hits` is no part of `n`."""
    whole(n, "the number asked")
    if whole(hits, "the number who said so") > n:
        raise StatisticsError(f"{hits} is no part of {n}.")
    design = catalogue().designs["one-group"]
    near = wilson(hits, n)
    if near is None:
        return Share(design, 0, 0, None, None, None, TooFew(design, "share", 0, 1, "people", "nobody"))
    low, high = exact(hits, n)
    return Share(
        design, hits, n, hits / n, Interval(*near, "wilson"), Interval(low, high, "clopper-pearson"), too_few=None
    )


def exact(hits: int, n: int) -> tuple[float, float]:
    """Clopper and Pearson's 95 % limits (0 to 1) for `hits` of `n` > 0."""
    low = 0.0 if hits == 0 else beta(TAIL, hits, n - hits + 1)
    high = 1.0 if hits == n else beta(1 - TAIL, hits + 1, n - hits)
    return low, high
