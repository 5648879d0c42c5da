"""Did it work? What a run shall show, what it is compared with, what it was before, and what it is now.

Promises: the plan stands before the run begins, and the run's gate asks for it; what it was before is frozen and can be checked; a
change that was hoped for is said with the chance of seeing it; an indicator says where its number comes from.
Holds: evaluation plans with questions and indicators, frozen snapshots; and for the rooms above it claims with evidence, rates and
costs, reports, decisions and lessons.
Does not: ask people (`evaluations`), reckon statistics (`core`), judge claims (`claims`), make reports or decide (`reports`).
"""
