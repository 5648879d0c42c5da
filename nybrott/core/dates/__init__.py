"""The dates of a market dialogue: whether they hang together, leave people time, and are times that exist.

Promises: a time of day that the clock skips or shows twice is not guessed at; it is said, in three languages. A plan is answered with every remark at
once: what is in the wrong order, too close, on a public holiday (named), at a weekend, in weeks when people are away, or at an hour when nobody answers.
Public holidays are those of the library `holidays` for Norway.
Does not: know the day, move anything, or know the law: how many working days are enough is told by whoever plans, with our advice where they do not.
"""

from nybrott.core.dates.checking import Plan, Remark, Step, check
from nybrott.core.dates.clock import DatesError, holiday, on_the_clock, working_days

__all__ = ["DatesError", "Plan", "Remark", "Step", "check", "holiday", "on_the_clock", "working_days"]
