"""How much a figure can bear: agreement between two people, shares with their interval, and what cannot be said.

Promises: every answer carries how many observations it rests on; what is not defined is None with the reason, never a
number that looks like one. Pure functions on plain values; sources stand at each formula.
Does not: read data, choose who is compared, or word a sentence for a page.
"""

from nybrott.core.statistics.agreement import Agreement, agreement
from nybrott.core.statistics.intervals import wilson
from nybrott.core.statistics.suppression import FEW, to_hide

__all__ = ["FEW", "Agreement", "agreement", "to_hide", "wilson"]
