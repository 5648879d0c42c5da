"""One search over every kind of thing people look for, as far as each may see it.

Promises: what a page would not show, the search does not show either: neither title, state, number nor page; what stands
in the list is read from the thing itself this moment, so nothing stale is shown; a thing is found a minute after the
journal tells of it.
Holds: for each thing the words it is found by, without the text, and how far the journal was read.
Does not: decide who sees what (each kind's own `visible_to` does), index sealed or confidential text, mentors' notes,
what people told or who they are (members are looked up where they stand), or hold official notices (`observatory`).
Rooms above give it pages of theirs: `queries.add_pages`.
"""
