"""What missing answers could hide: the share if all who are missing had said no, and if all had said yes.

Manski, C. F. (2003): Partial identification of probability distributions. Springer, chapter 1. The bounds lean on nothing at all.
"""

from dataclasses import dataclass

from nybrott.core.designs import Design, Interval, TooFew, catalogue
from nybrott.core.given import StatisticsError, whole
from nybrott.core.statistics import wilson


@dataclass(frozen=True, slots=True)
class Bounds:
    """`hits` of `answered`, while `missing` did not answer. `lowest` and `highest` (0 to 1) are the shares of all if everybody
    missing said no, or yes; `interval` goes from the lower limit of the first to the upper of the second. None when there is nobody."""

    design: Design
    hits: int
    answered: int
    missing: int
    share: float | None
    lowest: float | None
    highest: float | None
    interval: Interval | None
    too_few: TooFew | None


def bounds(hits: int, answered: int, missing: int) -> Bounds:
    """Between which shares the truth lies, whatever the missing would have said. Raises `StatisticsError` for counts that cannot be."""
    whole(missing, "the number missing")
    whole(answered, "the number who answered")
    if whole(hits, "the number who said so") > answered:
        raise StatisticsError(f"{hits} is no part of {answered}.")
    design, n = catalogue().designs["one-group"], answered + missing
    worst, best = wilson(hits, n), wilson(hits + missing, n)
    if worst is None or best is None:
        too_few = TooFew(design, "share", 0, 1, "people", "nobody")
        return Bounds(design, 0, 0, 0, None, None, None, None, too_few)
    return Bounds(
        design, hits, answered, missing, hits / answered if answered else None, hits / n, (hits + missing) / n,
        Interval(worst[0], best[1], "bounds-wilson"), too_few=None,
    )  # fmt: skip
