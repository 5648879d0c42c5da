"""Who else has the same need, and buying together.

Promises: an organisation's verified problem statements are compared only with those of others of a network in which both have agreed to it, and
not a day longer; every likeness says the words it rests on; people say whether it is the same need, and a no is remembered. In a buyers' group each organisation answers, adds,
approves and signs for itself; what is approved is the text with all additions as they stood, and any change asks for approval anew; decisions are
numbered and never changed; who leaves sees nothing new.
Holds: agreements to be compared, likenesses, what people said of them; groups with who takes part, their text, additions, approvals, terms, log, days.
Does not: show contributions, evidence or whole problem statements to others, merge anything, hold market dialogues or procurements, show members
what suppliers gave in confidence (they read what everyone reads).
"""
