"""What a procurement is expected to be worth, reckoned from named assumptions. Pure.

Promises: a formula gives a value with the interval its assumptions allow, exactly reckoned; units must fit each other, and two currencies never
meet in one sum; what does not fit is refused with a code and the name of the assumption.
Holds: the formulas, as data. Does not: know where an assumption comes from, say a word to people, or judge what was measured (`core.gains`).
"""

from nybrott.core.benefits.formulas import FORMULAS, Formula
from nybrott.core.benefits.reckoning import Answer, Given, Spread, Unfit, reckon
from nybrott.core.benefits.units import CURRENCIES

__all__ = ["CURRENCIES", "FORMULAS", "Answer", "Formula", "Given", "Spread", "Unfit", "reckon"]
