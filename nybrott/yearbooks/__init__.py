"""The yearly report on innovative procurement: what was bought in a year, how innovative it was by three ways of counting, and what came of it.

Promises: a published version never changes, and shows it if somebody changed it; currencies are never added together, nor what was expected and what was
measured; a share of fewer than twenty is told as numbers; “worse” and “no effect” stand as plainly as “better”.
Holds: published versions, as data in no language.
Does not: hold procurements, contracts, benefits or goals, decide what is innovative (`classifications`), say that one thing caused another.
"""
