"""People are heard: what users, relatives and employees tell, and what shows how it is.

Promises: telling needs no account; what is told is read only by those who work on the challenge, never stands in the
journal, and is deleted by itself. Whoever told can see what became of it, and take it back, by a private link. Evidence comes
from pseudonyms.
Holds: contributions, wishes to hear back, informants, evidence.
Does not: decide what it means (`needs`, `insights`), or know what rests on evidence: rooms above say so when they start
(`actions.resting`), so that nothing stands on evidence that is gone.
"""
