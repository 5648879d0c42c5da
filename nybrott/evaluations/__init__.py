"""Surveys that can bear the weight: instruments, waves of answers that are linked and anonymous, and what may be told of them.

Promises: who has answered is known, and which answer is whose is not, to nobody; before and after are tied by words only the
one who answers holds; only tables declared before a wave opened are ever made, once, when it closes, and nothing in them is of
fewer than five; what was saved when a wave closes counts.
Holds: an organisation's instruments with their versions; waves, whom they ask, sealed answers, and the tables.
Does not: know what it evaluates (rooms above say it in a reference), judge whether anything worked, or post letters.
"""
