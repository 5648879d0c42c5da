"""What goes into a run and where nothing happens: hours by role, what units spend, and units that are silent.

Promises: hours are seen beside what was set aside for them, a mentor without any stands out; a unit that spends much and in which
nothing happens is seen, with the reasons; nobody gets a letter about it that no person has read first, nor twice in two weeks unnoticed.
Holds: no tables (hours, spending and nudges lie in `runs`); the pages, files, and the import of what units spend.
Does not: decide what a unit should do, count what rooms above count (they say it when they start).
Never reads: another organisation's units or spending.
"""
