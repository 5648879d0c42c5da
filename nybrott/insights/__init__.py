"""Insights: from what people told to the needs behind it, together and in the open.

Promises: every need says what it rests on and how well; verified means two independent sources, one of them a user, or the
need owner's written exception; what is linked can be undone.
Holds: the board (evidence → insights → needs), and the states of needs.
Does not: hold the tables (they lie in `needs`, which keeps needs true to their evidence), gather evidence, word the problem.
Never reads: who a contributor is.
"""
