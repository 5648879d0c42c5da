"""Who else has the same need, and buying together.

Promises: an organisation's verified problem statements are compared only with those of others of a network in which both have agreed to it, and
not a day longer; every likeness says the words it rests on; people say whether it is the same need, and a no is remembered.
Holds: agreements to be compared, likenesses, what people said of them.
Does not: show contributions, evidence or whole problem statements to others, merge anything, decide that two needs are one (people do).
"""
