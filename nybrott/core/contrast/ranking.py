"""Two groups on an ordered scale: the chance that one of the second lies above one of the first.

Interval: Brunner, E. and Munzel, U. (2000), Biometrical Journal 42, 17–25, which allows the groups to spread differently, on the scale of log-odds (Brunner, Bathke and
Konietschke 2018, Rank and pseudo-rank procedures, section 3.7), since theirs on the plain scale holds too seldom in small groups and leaves the range. Where the groups do not
overlap it has no width; then Newcombe's (2006, Statistics in Medicine 25, 559–573, method 5), which needs the estimate and the sizes only.
Test: Wilcoxon–Mann–Whitney, exact given the ties (Lehmann 1975, section 1.4), in small groups; Brunner and Munzel's in larger.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from nybrott.core.contrast.few import can_tell, enough_in_each
from nybrott.core.designs import Design, Effect, Interval, TooFew, catalogue
from nybrott.core.given import numbers, on_scale
from nybrott.core.quantiles import student, student_above

MOST_EXACT = 40  # people in both groups together, up to which all ways to share them out are counted
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Groups:
    """`first` and `second` are numbers of people; `effect` is of superiority (0 to 1; a half is no difference)."""

    design: Design
    first: int
    second: int
    effect: Effect | TooFew


def groups(first: Sequence[float], second: Sequence[float], *, scale: tuple[float, float] | None = None) -> Groups:
    """How the second group's answers lie above the first's, on an ordered scale.

    Raises `StatisticsError` for values that are no numbers or lie outside `scale`.
    """
    a, b = numbers(first, "the first group"), numbers(second, "the second group")
    on_scale(a, scale, "the first group")
    on_scale(b, scale, "the second group")
    design = catalogue().designs["two-groups"]
    if not can_tell(len(a), len(b)):
        why = "no-outcome-tells" if a and b else "one-side-empty" if a or b else "nobody"
        fewest = min(len(a), len(b))
        too_few = TooFew(design, "superiority", fewest, enough_in_each(), "people-in-each-group", why)
        return Groups(design, len(a), len(b), too_few)
    estimate, error, freedom = brunner_munzel(a, b)
    if error:
        odds, error = log(estimate / (1 - estimate)), error / (estimate * (1 - estimate))
        far = student(0.975, freedom) * error
        interval = Interval(1 / (1 + exp(far - odds)), 1 / (1 + exp(-far - odds)), "brunner-munzel")
    else:
        interval = Interval(*newcombe(estimate, len(a), len(b)), "newcombe-superiority")
    if len(a) + len(b) <= MOST_EXACT or not error:
        p, test = rank_sum(a, b), "rank-sum-exact"
    else:
        p, test = min(1.0, 2 * student_above(abs(odds) / error, freedom)), "brunner-munzel"
    effect = Effect(design, "superiority", estimate, interval, len(a) + len(b), p, test, nothing=0.5)
    return Groups(design, len(a), len(b), effect)


def brunner_munzel(a: Sequence[float], b: Sequence[float]) -> tuple[float, float, float]:
    """The chance that one of `b` lies above one of `a` (equals count half), its error, and degrees of freedom.

    The error is nothing when the groups do not overlap, or nobody differs; then the degrees mean nothing.
    """
    m, n = len(a), len(b)
    lower, upper = sorted(a), sorted(b)
    # for each of b, how many of a lie below, and for each of a, how many of b above; equals count half
    below = [(bisect_left(lower, y) + bisect_right(lower, y)) / 2 for y in b]
    above = [n - (bisect_left(upper, x) + bisect_right(upper, x)) / 2 for x in a]
    part_a, part_b = _variance(above) / (m * n * n), _variance(below) / (n * m * m)
    spread = part_a + part_b
    freedom = spread**2 / (part_a**2 / max(1, m - 1) + part_b**2 / max(1, n - 1)) if spread else 0.0
    return sum(below) / (m * n), sqrt(spread), freedom


def _variance(values: Sequence[float]) -> float:
    if len(values) < 2:
        return 0.0
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def newcombe(estimate: float, m: int, n: int) -> tuple[float, float]:
    """Newcombe's limits (0 to 1), his method 5, for an estimate from groups of `m` and `n`: where the square of the distance from the
    estimate is the square of 1.96 errors of what is assumed."""
    half = (m + n) / 2 - 1

    def beyond(truth: float) -> float:
        variance = truth * (1 - truth) * (1 + half * (1 - truth) / (2 - truth) + half * truth / (1 + truth)) / (m * n)
        return (truth - estimate) ** 2 - NORMAL_95**2 * variance

    low = 0.0 if estimate == 0 else _crossing(beyond, 0.0, estimate)
    high = 1.0 if estimate == 1 else _crossing(lambda truth: -beyond(truth), estimate, 1.0)
    return low, high


def _crossing(beyond: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that is above nothing at `low` and not at `high` comes to nothing, to the last digits."""
    for _halving in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if beyond(middle) > 0 else (low, middle)
    return (low + high) / 2


def rank_sum(a: Sequence[float], b: Sequence[float]) -> float:
    """Twice the smaller tail of the second group's rank sum, over all ways to share the people out; at most 1."""
    everybody = sorted([*a, *b])
    # twice the mean rank of equals is a whole number: first place + last place, from 1
    twice = {value: 2 * everybody.index(value) + everybody.count(value) + 1 for value in set(everybody)}
    seen = sum(twice[value] for value in b)
    ways: list[dict[int, int]] = [{0: 1}] + [{} for _one in b]  # ways[k][s]: choices of k people with a sum of s
    for value in everybody:
        for k in range(len(b), 0, -1):
            for total, count in ways[k - 1].items():
                ways[k][total + twice[value]] = ways[k].get(total + twice[value], 0) + count
    counts = ways[len(b)]
    up = sum(count for total, count in counts.items() if total >= seen)
    down = sum(count for total, count in counts.items() if total <= seen)
    return min(1.0, 2 * min(up, down) / sum(counts.values()))
