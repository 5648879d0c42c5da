"""The red thread of every thing: what led to it, what came of it, as a picture and as the same list.

Promises: each thing has one thread, drawn from what the rooms below know, as far as the reader may see it. What a reader of the same organisation may
not read is counted without a word of it; what belongs to others and was not opened is not there at all. A thousand stops take as many questions
to the database as ten, and are folded so that a person can read them. Circles, holes and ten thousand stops break nothing.
Holds: no tables.
Does not: know what a stop means (each room gives its own), judge whether one thing caused another.
"""
