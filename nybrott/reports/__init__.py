"""What an evaluation says, and what is decided on the basis of it.

Promises: a report is one page in plain words first; nothing in it is called an effect without its design, what that leans on, an
interval and what else could have made it look the same; what cannot be known stands as plainly as what can; it is never changed,
and whoever has its data file gets the same figures.
Holds: no tables (reports, decisions and lessons lie in `effects`); pages, documents in three languages, data files.
Does not: measure (`effects`), weigh claims or price hours (`claims`), reckon figures (`core.evaluation`).
Never reads: another organisation's plans, or anybody's answers.
"""
