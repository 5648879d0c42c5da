"""Whether suppliers were treated alike, reckoned from the ledger of a market dialogue and nothing else; and the proof of it.

Promises: the view of equal treatment is never typed by hand; what one got and others did not is red, with what to do about it; whoever
comes late gets what was given before in one click; the ledger can be taken along by anybody, with the seal of each day, and proves itself
(`nybrott dialogue verify`).
Holds: no tables (the ledger and its seals lie in `dialogues`).
Does not: enter what was given (each room does, with `dialogues.actions.enter`), judge by itself what is fair (`core.fairness` has the rules).
Never shows: who a supplier is, outside the organisation; what was secret, to anyone.
"""
