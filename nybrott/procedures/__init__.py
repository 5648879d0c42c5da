"""How something is bought: a procurement's answers to the procedure guide, the options in order, the one that was chosen and why.

Promises: answers are saved as one goes and may be left and come back to; a set of answers a choice rests on is never changed, new answers
begin a new version; a choice keeps the whole guide as it was shown, with amounts, their validity and when they were last checked; every page
and every file says that it is guidance and never a legal decision.
Holds: sets of answers, and choices. The questions, the options, the rules and the law stand in `core.procedures` and `core.law`.
Does not: choose, know law, announce anything, or hold procurements.
"""
