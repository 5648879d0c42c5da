"""What the organisation has decided to reach, and how it stands.

Promises: a decided goal says its measure, what it was before (or openly that nobody knows), what it shall be, by when, who decided it and when to look
at it again; its numbers never change after. Readings are never overwritten: a correction stands beside what it corrects, with its reason. The latest
reading is held against the straight line from baseline to target, as a sentence with numbers.
Holds: goals, readings, reviews.
Does not: know what works towards a goal (rooms above say it, `queries.add_served`), give grades, say what caused what.
"""
