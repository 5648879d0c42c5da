"""Figures of one group, with how sure they are: shares, rates, how well a scale hangs together, what missing answers could hide.

Promises: every figure carries its design (`one-group`: nothing is compared, so nothing is an effect), its interval by a
published method, and how many it rests on; nobody asked is an answer, not an error. Pure functions on plain values.
Does not: compare (that is `core.change` and `core.contrast`), hide small groups (that is `core.statistics.to_hide`), or read data.
"""

from nybrott.core.answers.missing import Bounds, bounds
from nybrott.core.answers.rates import Rate, rate
from nybrott.core.answers.scales import Reliability, reliability
from nybrott.core.answers.shares import Share, share

__all__ = ["Bounds", "Rate", "Reliability", "Share", "bounds", "rate", "reliability", "share"]
