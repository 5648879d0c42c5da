"""How often something happens, with Garwood's exact interval for Poisson counts.

Garwood, F. (1936): Fiducial limits for the Poisson distribution. Biometrika 28, 437–442.
"""

from dataclasses import dataclass
from math import isfinite

from nybrott.core.designs import Design, Interval, catalogue
from nybrott.core.given import StatisticsError, whole
from nybrott.core.quantiles import gamma

TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Rate:
    """`events` over `exposure` (years, units, a hundred procurements: any amount above nothing), the events per one of it, and
    its interval. No events at all still have an upper limit."""

    design: Design
    events: int
    exposure: float
    rate: float
    interval: Interval


def rate(events: int, exposure: float) -> Rate:
    """Events per exposure with a 95 % interval, exact if events come one by one at an even rate.

    Raises `StatisticsError` for a count below nothing, or an exposure that is nothing or less.
    """
    whole(events, "the number of events")
    over(exposure)
    low = 0.0 if events == 0 else gamma(TAIL, events)
    high = gamma(1 - TAIL, events + 1)
    interval = Interval(low / exposure, high / exposure, "garwood")
    return Rate(catalogue().designs["one-group"], events, float(exposure), events / exposure, interval)


def over(exposure: float) -> None:
    """Raises `StatisticsError` unless the exposure is a number above nothing."""
    if isinstance(exposure, bool) or not isinstance(exposure, int | float) or not isfinite(exposure) or exposure <= 0:
        raise StatisticsError(f"The time or amount counted over is “{exposure}”; it is a number above 0.")
