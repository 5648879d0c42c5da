"""Method workshops: planned on a real challenge, run live from a code on people's own phones, and landed where the work goes on.

Promises: what somebody writes is theirs alone until it is shared; a note sent twice, from two tabs or after a lost connection is
one note; what comes out lands on the challenge as evidence and insights that say which workshop and which participant (by
pseudonym) they are from; nobody needs an account to take part.
Holds: workshops with their steps (from method cards or one's own), seats with a waiting list, notes, groups, votes, and what landed.
Does not: hold the method cards (`core.methods`), pair mentors and drivers (`runs`), judge what is written.
Never reads: a note its writer has not shared.
"""
