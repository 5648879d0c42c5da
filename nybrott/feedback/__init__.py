"""What suppliers hear after a market dialogue, and whether it was worth their time.

Promises: every supplier that took part gets the same summary, what happens next, and later what became of it; feedback that was promised and not
given is a task until it is given; what was given is never changed.
Holds: summaries and outcomes, the days they were promised for, what suppliers say of their time.
Does not: hold dialogues, suppliers or the ledger (`dialogues`), show what one supplier said, judge a dialogue by few answers.
"""
