"""Requirements that ask for function: each points back to a need and forward to how it is measured, and award criteria reward better than the minimum.

Promises: the language checker marks and proposes and never blocks; a person decides every kind; a number a requirement has got is never given to
another; a settled set is never changed, and nothing at all is once the competition is announced; every hole in the chain need – requirement – test –
criterion is said in words; shares are counts with their whole.
Holds: requirements, words that are kept on purpose, award criteria, and the sets that were settled.
Does not: hold needs (`needs`) or purposes (the need description, which is quoted), judge a kind (`core.requirements`) or a wording (`core.wording`).
"""
