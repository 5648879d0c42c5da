"""Difference in differences with few units: how much more those with a programme changed than those without, by randomisation.

With a handful of units, errors from a regression are a fiction. Instead every way in which as many units could have been the ones with the programme is
looked at (Fisher 1935; Rosenbaum 2002, section 2.6), or so many drawn with a seed, the one that happened always among them (Phipson and Smyth 2010).
The interval holds every effect, the same in all units, that would not have been refused. It has a closed form: when k units change places, an assignment reaches as far as
what happened exactly from the effect that is their mean advantage over those they change with. Tests look at all effects one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from random import Random

from nybrott.core.contrast.few import can_tell, enough_units
from nybrott.core.designs import Design, Effect, Interval, TooFew, catalogue
from nybrott.core.given import StatisticsError, numbers, whole

MOST_EXACT = 20_000  # assignments, up to which every one is looked at
DRAWN = 9_999  # assignments that are drawn when there are more
MOST_UNITS = 2_000
TAIL = 0.025
CLOSE = 1e-9  # of the largest change: what rounding may leave between equals


@dataclass(frozen=True, slots=True)
class Units:
    """`treated` and `others` are numbers of units; `effect` is of their difference in differences, in the unit of the values.

    Of `assignments` looked at, `as_far` had a difference at least as far from nothing as the one that happened, it included. `exact` says
    whether that is all there are; if not, they were drawn with `seed`.
    """

    design: Design
    treated: int
    others: int
    effect: Effect | TooFew
    assignments: int
    as_far: int
    exact: bool
    seed: int | None


def units(treated: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]], *, seed: int) -> Units:
    """How much more the treated units changed than the others. Each unit is (before, after): its value, or the mean of its values.

    `seed` decides which assignments are looked at when there are too many for all. Raises `StatisticsError` for values that are no numbers.
    """
    whole(seed, "the seed")
    gains, rest = changes(treated, "units with"), changes(others, "units without")
    design = catalogue().designs["with-without"]
    m, n = len(gains), len(rest)
    if m + n > MOST_UNITS:
        raise StatisticsError(f"There are {m + n} units; at most {MOST_UNITS} are taken.")
    if not (m and n):
        needed = enough_units(m) if m else None
        why = "one-side-empty" if m or n else "nobody"
        too_few = TooFew(design, "difference-in-differences", m + n, needed, "units", why)
        return Units(design, m, n, too_few, 0, 0, exact=True, seed=None)
    estimate = sum(gains) / m - sum(rest) / n
    exact = comb(m + n, m) <= MOST_EXACT
    swaps = list(_all(m, n) if exact else _drawn(m, n, seed))
    thresholds, as_far = [], 1
    slack = CLOSE * max(map(abs, [*gains, *rest]), default=0.0)
    for out, into in swaps:
        lead = (sum(gains[at] for at in out) - sum(rest[at] for at in into)) / len(out)
        thresholds.append(lead)
        # the difference of this assignment: every place changed moves the two means apart
        as_far += abs(estimate - lead * len(out) * (1 / m + 1 / n)) >= abs(estimate) - slack
    looked = len(swaps) + 1
    if not can_tell(m, n):
        too_few = TooFew(design, "difference-in-differences", m + n, enough_units(m), "units", "no-outcome-tells")
        return Units(design, m, n, too_few, looked, as_far, exact, None if exact else seed)
    p, interval = _inverted(sorted(thresholds), looked, slack, exact=exact)
    effect = Effect(design, "difference-in-differences", estimate, interval, m + n, p, interval.method)
    return Units(design, m, n, effect, looked, as_far, exact, None if exact else seed)


def changes(units: Sequence[tuple[float, float]], what: str) -> list[float]:
    """After less before, for each unit."""
    before, after = numbers([unit[0] for unit in units], what), numbers([unit[1] for unit in units], what)
    return [late - early for early, late in zip(before, after, strict=True)]


def _inverted(thresholds: Sequence[float], looked: int, slack: float, *, exact: bool) -> tuple[float, Interval]:
    """The chance of what happened if nothing were changed, and all effects that would not be refused, 2.5 % on each side.

    `thresholds` are, in order, the effects from which each other assignment reaches at least as high as the one that happened.
    """
    up = 1 + sum(threshold <= slack for threshold in thresholds)
    down = 1 + sum(threshold >= -slack for threshold in thresholds)
    least = int(looked * TAIL + CLOSE)  # so many others may lie beyond each limit
    method = "randomisation-exact" if exact else "randomisation-sampled"
    # one's own assignment counts on both sides
    return min(1.0, 2 * min(up, down) / looked), Interval(thresholds[least - 1], thresholds[-least], method)


Swap = tuple[tuple[int, ...], tuple[int, ...]]  # places of treated units that go out, and of others that come in


def _all(m: int, n: int) -> Iterator[Swap]:
    """Every assignment but the one that happened."""
    for k in range(1, min(m, n) + 1):
        for out in combinations(range(m), k):
            for into in combinations(range(n), k):
                yield out, into


def _drawn(m: int, n: int, seed: int) -> Iterator[Swap]:
    """Assignments drawn at random, each but the one that happened as likely; only the generator's plain numbers are used, which stay
    the same in every Python."""
    chance = Random(seed)  # noqa: S311 - not for secrets
    left = DRAWN
    while left:
        places = list(range(m + n))
        for at in range(m):
            other = at + int(chance.random() * (m + n - at))
            places[at], places[other] = places[other], places[at]
        chosen = set(places[:m])
        if out := tuple(at for at in range(m) if at not in chosen):
            left -= 1
            yield out, tuple(at - m for at in chosen if at >= m)
