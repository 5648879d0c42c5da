"""What changed: the same people before and after, and one series before and after a start.

Promises: an effect comes with its design, an interval, and what else could have made it look the same, or else with why there
are too few to say and how many would be enough. Scales are taken as ordered, not as distances, for people's answers.
Does not: compare with others (that is `core.contrast`), read data, or word a sentence for a page.
"""

from nybrott.core.change.pairs import Paired, SignedRank, paired
from nybrott.core.change.segments import LEAST_PERIODS, Series, series

__all__ = ["LEAST_PERIODS", "Paired", "Series", "SignedRank", "paired", "series"]
