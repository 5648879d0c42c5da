"""Two sides compared: answers, shares, counts, and units with and without a programme before and after.

Promises: the second side against the first, always; an effect comes with its design, an interval, and what else could have made
it look the same, or else with why there are too few to say and how many would be enough. What is drawn by chance is drawn with a
seed that is handed in and said.
Does not: choose who is compared, read data, or word a sentence for a page.
"""

from nybrott.core.contrast.counts import Rates, rates
from nybrott.core.contrast.differences import Shares, shares
from nybrott.core.contrast.randomising import Units, units
from nybrott.core.contrast.ranking import Groups, groups

__all__ = ["Groups", "Rates", "Shares", "Units", "groups", "rates", "shares", "units"]
