"""The difference between two shares, with Newcombe's interval and Fisher's exact test.

Newcombe, R. G. (1998): Interval estimation for the difference between independent proportions. Statistics in Medicine 17, 873–890, method 10: Wilson's
intervals of both, put together. Fisher's test is two-sided: all tables as unlikely as the one seen, or more.
"""

from dataclasses import dataclass
from math import comb, exp, lgamma

from nybrott.core.contrast.few import can_tell, enough_in_each
from nybrott.core.designs import Design, Effect, Interval, TooFew, catalogue
from nybrott.core.given import StatisticsError, whole
from nybrott.core.margins import difference

MOST_EXACT = 2_000  # people, up to which whole numbers are used
MOST_PEOPLE = 1_000_000
SAME = 1e-7  # between logarithms of what is equally likely


@dataclass(frozen=True, slots=True)
class Shares:
    """Hits and numbers of both groups, those missing, and the effect: the second share less the first (-1 to 1).

    `bounds`, when answers are missing: from the lower limit if they had all spoken against the difference to the upper limit if
    all for it.
    """

    design: Design
    hits: tuple[int, int]
    n: tuple[int, int]
    missing: tuple[int, int]
    effect: Effect | TooFew
    bounds: Interval | None


def shares(hits: tuple[int, int], n: tuple[int, int], *, missing: tuple[int, int] = (0, 0)) -> Shares:
    """How much larger the share `hits` of `n` is in the second group than in the first; both are (first, second).

    Raises `StatisticsError` for counts that cannot be.
    """
    for hit, people, gone in zip(hits, n, missing, strict=True):
        whole(people, "the number asked")
        whole(gone, "the number missing")
        if whole(hit, "the number who said so") > people:
            raise StatisticsError(f"{hit} is no part of {people}.")
    if sum(n) + sum(missing) > MOST_PEOPLE:
        raise StatisticsError(f"At most {MOST_PEOPLE:,} people are taken.")
    design = catalogue().designs["two-groups"]
    everybody = (n[0] + missing[0], n[1] + missing[1])
    bounds = None
    if any(missing) and all(everybody):
        low = difference((hits[0] + missing[0], hits[1]), everybody)[0]
        high = difference((hits[0], hits[1] + missing[1]), everybody)[1]
        bounds = Interval(low, high, "bounds-newcombe")
    if not can_tell(*n):
        why = "no-outcome-tells" if all(n) else "one-side-empty" if any(n) else "nobody"
        too_few = TooFew(design, "difference-of-shares", min(n), enough_in_each(), "people-in-each-group", why)
        return Shares(design, hits, n, missing, too_few, bounds)
    estimate = hits[1] / n[1] - hits[0] / n[0]
    interval = Interval(*difference(hits, n), "newcombe")
    effect = Effect(design, "difference-of-shares", estimate, interval, sum(n), fisher(hits, n), "fisher-exact")
    return Shares(design, hits, n, missing, effect, bounds)


def fisher(hits: tuple[int, int], n: tuple[int, int]) -> float:
    """The chance, both sums given, of a table as unlikely as this or more: in whole numbers, or in logarithms when they are many."""
    total = sum(hits)
    counts = range(max(0, total - n[1]), min(n[0], total) + 1)
    if sum(n) <= MOST_EXACT:
        ways = {k: comb(n[0], k) * comb(n[1], total - k) for k in counts}
        return sum(way for way in ways.values() if way <= ways[hits[0]]) / comb(sum(n), total)
    whole_of = _log_ways(sum(n), total)
    logs = {k: _log_ways(n[0], k) + _log_ways(n[1], total - k) - whole_of for k in counts}
    return min(1.0, sum(exp(log) for log in logs.values() if log <= logs[hits[0]] + SAME))


def _log_ways(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
