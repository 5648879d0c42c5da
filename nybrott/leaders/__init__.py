"""The whole in one look, for those who lead: what needs a decision, goals and where they are, what is under way, figures, hours, benefits, obstacles.

Promises: each number is what its own room says; what notices say and what the organisation says itself stand apart; what is expected and what is measured
are never added together; nobody can be told apart in what stands in the way.
Holds: no tables.
Does not: decide, count in ways of its own, divide benefits by hours.
"""
