"""How many times as often: the ratio of two Poisson rates, exact given how many events there were together.

Given their sum, the events of the second side are binomial (Przyborowski and Wilenski 1940, Biometrika 31, 313–323), so Clopper and Pearson's limits
of that share become limits of the ratio. The test is twice the smaller tail, in step with the interval.
"""

from dataclasses import dataclass
from math import ceil, inf, log

from nybrott.core.designs import Design, Effect, Interval, TooFew, catalogue
from nybrott.core.given import StatisticsError, whole
from nybrott.core.margins import ratio
from nybrott.core.quantiles import binomial_up_to

TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Rates:
    """Events and exposures of both sides (time or amount, in one unit), their rates, and the effect: the second rate divided by
    the first. Its estimate is infinite when there were none on the first side; its upper limit then is too."""

    design: Design
    events: tuple[int, int]
    exposure: tuple[float, float]
    rates: tuple[float, float]
    effect: Effect | TooFew


def rates(events: tuple[int, int], exposure: tuple[float, float]) -> Rates:
    """How many times as often it happens on the second side as on the first; both are (first, second).

    Raises `StatisticsError` for a count below nothing, or an exposure that is nothing or less.
    """
    for count, over in zip(events, exposure, strict=True):
        whole(count, "the number of events")
        if isinstance(over, bool) or not isinstance(over, int | float) or not 0 < over < inf:
            raise StatisticsError(f"The time or amount counted over is “{over}”; it is a number above 0.")
    design = catalogue().designs["two-counts"]
    told = (events[0] / exposure[0], events[1] / exposure[1])
    total = sum(events)
    share = exposure[1] / sum(exposure)  # of all events, where both rates are the same
    # the most extreme outcome: all events on the side that has less of the time
    needed = max(1, ceil(log(TAIL) / log(min(share, 1 - share))))
    if total < needed:
        too_few = TooFew(design, "rate-ratio", total, needed, "events", "no-outcome-tells" if total else "all-zero")
        return Rates(design, events, exposure, told, too_few)
    low, high = ratio(events, exposure)
    below = binomial_up_to(events[1], total, share)
    above = 1 - binomial_up_to(events[1] - 1, total, share)
    estimate = told[1] / told[0] if told[0] else inf
    p = min(1.0, 2 * min(below, above))
    interval = Interval(low, high, "conditional-exact")
    effect = Effect(design, "rate-ratio", estimate, interval, total, p, "conditional-exact", nothing=1.0)
    return Rates(design, events, exposure, told, effect)
