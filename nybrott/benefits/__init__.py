"""Benefits (gevinster) of a procurement: what it is expected to lead to, against what, and what came of it.

Promises: what was expected and what was measured are never added together; a baseline or an estimate that came after the competition says so; what
was corrected is kept; "no effect" and "worse" are answers like "better", and stand as plainly.
Holds: benefits, their baselines, estimates with the assumptions they rest on, measurements, and which reminders were sent.
Does not: hold procurements (`procurements`), reckon formulas or intervals (`core.benefits`, `core.gains`), say what caused a change.
"""
