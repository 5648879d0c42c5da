"""Who guides whom in a run: worked out, explained, changed by hand, proposed, and answered by both.

Promises: nobody is told of a pair before those who lead the run propose it; a hard rule is never broken and what a change costs is
shown before it is made; a driver has one mentor at a time and a mentor no more drivers than they have hours for; why somebody said
no is read by those who lead the run alone.
Holds: the roster of a run, the plan with its choices by hand, proposals, answers, and the end of pairs.
Does not: hold tables (they lie in `guidance`), reckon pairs (`core.pairing`), take people in (`recruiting`), hold sessions.
"""
