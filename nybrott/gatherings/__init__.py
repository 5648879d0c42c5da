"""What a run's people do together and with colleagues: experience gatherings, outreach, competence, and what it led to.

Promises: an agenda is the stories people bring, and says when it does not fit; a story is read by those its writer lets read it;
a decision becomes a task and is asked about at the next gathering; an indicator says how it is counted, from how many, and when
they are few; of what a run led to only that counts which came before.
Holds: gatherings with who came, stories and decisions; what drivers did with colleagues; what somebody says they can.
Does not: hold who takes part (`runs`), sessions of guidance (`guidance`), method workshops, or judge effects.
Never reads: a pair's own notes, a workshop's notes, or names of another organisation's people.
"""
