"""Placebo tests: the same method where nothing can have happened, to see how often it cries wolf on these very data.

Promises: the real answer beside every pretended one, with how many of them lie as far out and how many the method would have called clear;
too little to pretend with is said.
Does not: prove that a design holds. A method that is silent where nothing happened may still be wrong where something did.
"""

from nybrott.core.placebo.pretending import Placebo, placebo_series, placebo_units

__all__ = ["Placebo", "placebo_series", "placebo_units"]
