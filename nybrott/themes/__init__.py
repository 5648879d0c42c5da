"""Themes: how needs hang together, across challenges and units.

Promises: nothing is merged. Two needs are tied as the same, a part of, or a cause of each other by a person, never by
likeness alone; each tie can be undone, and then everything is as if it had never been. Over a theme (the needs that are the
same or a part of one another) each person who stands behind it counts once.
Holds: the pairs people said are not alike, the names people gave themes, and which needs make a theme now.
Does not: hold the links (they lie in `needs`), look for likeness (`core.matching` does), tell others how few people said
something.
"""
