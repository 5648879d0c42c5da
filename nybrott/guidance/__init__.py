"""Individual guidance: who guides whom in a run, when they meet, what they noted and what they agreed.

Promises: a session belongs to a pairing and a pairing to a run, always; a pair is proposed with its reasons and stands when both
have said yes; nobody is booked twice for the same time; notes for the pair are read by the two and by nobody else.
Holds: pairings, mentors' hours for guidance, sessions, notes, agreed next steps.
Does not: hold who takes part (`runs`), reckon pairs (`core.pairing`), hold workshops or gatherings.
Never reads: a pair's own notes for anyone but the two.
"""
