"""What could be seen, before anyone promises: which change a design would show, with which chance, for one's own numbers.

Promises: the same rule as the analysis itself ("no difference" lies outside the 95 % interval, on the side of more), tried on
drawn outcomes with a seed that is handed in and said; how unsure the drawing leaves the chance; how often the rule would cry wolf. Where no outcome could
be told from chance, that is the answer, with how many would be enough.
Does not: know which change is worth having, or promise it.
"""

from nybrott.core.power.plans import CountPlan, PairPlan, SeriesPlan, SharePlan, UnitPlan
from nybrott.core.power.seeing import Sight, chance, least

__all__ = ["CountPlan", "PairPlan", "SeriesPlan", "SharePlan", "Sight", "UnitPlan", "chance", "least"]
