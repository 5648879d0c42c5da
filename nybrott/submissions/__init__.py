"""Written input in a market dialogue: saved as one goes, sealed until the deadline, opened for all at once, read with care.

Promises: nobody reads what a supplier writes before the deadline and the opening, administrators included: until then it lies
encrypted, and no page, search, list or export has it; what comes late is not taken, and the supplier is told why; a trade secret stays encrypted, and each
reading of it is in the journal and in the ledger; every supplier can prove what it sent.
Holds: the box of a dialogue with its key, input with answers and files, readings of secrets, syntheses.
Does not: hold dialogues, suppliers or the ledger (`dialogues`), judge what suppliers offer.
Never shows: one supplier's words to another before they are published; a trade secret to anyone who is not named for it.
"""
