"""One-to-one meetings in a market dialogue: times of equal length by published rules, given by a lottery anybody can draw again.

Promises: no time is ever held by two suppliers; everyone who can gets a meeting before anyone gets two; the list is closed before the value
that decides is known, and somebody else than who closed it types the value; all are asked the same; what became known in a meeting
is public once the supplier approved the minutes.
Holds: rounds of meetings, times, applications, minutes, readings of secrets in them.
Does not: hold dialogues, suppliers or the ledger (`dialogues`), draw itself (`core.lottery`).
"""
