"""The same people before and after, on an ordered scale.

What is estimated is the share that went up less the share that went down: it uses the order of the scale and nothing else, and
half of it above a half is the chance of a higher answer afterwards (equal answers count half). Its interval is Bonett and Price's
(2012, J. Educ. Behav. Stat. 37, 479–488), which stays sane when nobody changed; its test is the exact sign test.
Wilcoxon's signed ranks are given beside it: they see more, but lean on steps of the scale that can be compared. People who did
not change are left out of them (Wilcoxon 1945); equal steps share their rank, and the distribution is the exact one given those
ranks (Lehmann 1975, section 3.2), so that it needs no table without ties.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from nybrott.core.designs import Design, Effect, Interval, TooFew, catalogue
from nybrott.core.given import StatisticsError, numbers, on_scale, whole
from nybrott.core.margins import net_limits
from nybrott.core.quantiles import binomial_up_to, normal_above

LEAST = 6  # pairs: with five, even "all went up" has a chance of 1 in 16 (two-sided) when nothing happens
MOST_EXACT = 100  # people who changed, up to which every assignment of signs is counted


@dataclass(frozen=True, slots=True)
class SignedRank:
    """Rank sums of the steps up and down, of `n` people who changed; `p` two-sided, with the code of how it was found."""

    up: float
    down: float
    n: int
    p: float
    method: str


@dataclass(frozen=True, slots=True)
class Paired:
    """`n` people who answered both times, of whom so many went up, down, or stayed. `effect` is of net-improvement (-1 to 1).

    `bounds`, when `missing` people answered once only: from the lower limit if all of them had gone down to the upper limit
    if all had gone up.
    """

    design: Design
    n: int
    up: int
    down: int
    same: int
    missing: int
    effect: Effect | TooFew
    signed_rank: SignedRank | None
    bounds: Interval | None


def paired(
    before: Sequence[float], after: Sequence[float], *, scale: tuple[float, float] | None = None, missing: int = 0
) -> Paired:
    """How people changed; `before[i]` and `after[i]` are the same person's answers on an ordered scale.

    Raises `StatisticsError` for sequences of different length, values that are no numbers or lie outside `scale`.
    """
    if len(before) != len(after):
        raise StatisticsError(f"There are {len(before)} answers before and {len(after)} after; each person has both.")
    first, second = numbers(before, "before"), numbers(after, "after")
    on_scale(first, scale, "before")
    on_scale(second, scale, "after")
    whole(missing, "the number who answered once only")
    steps = [late - early for early, late in zip(first, second, strict=True)]
    n, up, down = len(steps), sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    design = catalogue().designs["before-after"]
    everybody = n + missing
    return Paired(
        design, n, up, down, n - up - down, missing, _effect(design, n, up, down), signed_rank(steps),
        Interval(
            net_limits(up, down + missing, everybody)[0],
            net_limits(up + missing, down, everybody)[1],
            "bounds-bonett-price",
        ) if missing else None,
    )  # fmt: skip


def _effect(design: Design, n: int, up: int, down: int) -> Effect | TooFew:
    if n < LEAST:
        why = "no-outcome-tells" if n else "nobody"
        return TooFew(design, "net-improvement", n, LEAST, "people", why)
    p = min(1.0, 2 * binomial_up_to(min(up, down), up + down, 0.5)) if up + down else 1.0
    interval = Interval(*net_limits(up, down, n), "bonett-price")
    return Effect(design, "net-improvement", (up - down) / n, interval, n, p, "sign-test")


def signed_rank(steps: Sequence[float]) -> SignedRank | None:
    """Wilcoxon's test of the steps; those of nothing are left out. None when nobody changed."""
    moved = [step for step in steps if step]
    if not moved:
        return None
    ranks = twice_ranks([abs(step) for step in moved])
    up = sum(rank for rank, step in zip(ranks, moved, strict=True) if step > 0)
    down = sum(ranks) - up
    few = len(moved) <= MOST_EXACT
    p = _exact(ranks, min(up, down)) if few else _about(ranks, min(up, down))
    return SignedRank(up / 2, down / 2, len(moved), p, "signed-rank-exact" if few else "signed-rank-normal")


def twice_ranks(values: Sequence[float]) -> list[int]:
    """Twice the rank of each value (from 1), so that the mean rank of equal values is a whole number too."""
    order = sorted(range(len(values)), key=lambda at: values[at])
    ranks = [0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for at in order[start : end + 1]:
            ranks[at] = start + end + 2
        start = end + 1
    return ranks


def _exact(ranks: Sequence[int], least: int) -> float:
    """Twice the share of all assignments of signs whose sum of ranks upward is at most `least`."""
    ways = [1] + [
        0
    ] * least  # ways[s]: how many choices of people have a rank sum of s; more than `least` is not asked for
    for rank in ranks:
        for total in range(least, rank - 1, -1):
            ways[total] += ways[total - rank]
    return min(1.0, float(2 * sum(ways) / 2 ** len(ranks)))


def _about(ranks: Sequence[int], least: int) -> float:
    middle, spread = sum(ranks) / 2, sqrt(sum(rank * rank for rank in ranks)) / 2
    return min(1.0, 2 * normal_above((middle - least) / spread))
