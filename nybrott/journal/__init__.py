"""What happened and who did it, and the letters it caused.

Promises: `record()` is the last line of every action, in the same transaction; entries are only ever added, and sealed in a
chain for each organisation that shows any change, removal or reordering; a letter is a row beside the entry that caused
it, can be read, held and changed before it goes, and is posted exactly once.
Knows an actor only as core's frozen `Actor`, and a thing only by its kind, its reference and what it was called: no
foreign key leads from here to a thing, so a deletion never fails because of history. What is said of people can be
erased, and the chain still holds.
Does not: decide who may do what elsewhere, word letters, or know what its entries mean; each room says its own in
`verbs.py` and `letters.py`.
"""
