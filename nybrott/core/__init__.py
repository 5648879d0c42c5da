"""The cellar: pure Python that thinks.

Promises: the same answer for the same input, on every machine and every day. What it needs to know of the
world (bytes, text, the time, a random source) is handed to it.
Holds: `cpv` (every CPV code, searched by words), `notices` (reads an official notice into one `Notice`), `signals`
(finds signs of innovation and market dialogue, with the words that show them) and `measures` (what every figure
means, as SQL text).
Does not: touch Django, the clock, the network, the disk (package resources of its own catalogues excepted)
or a database. Definitions that an adviser should be able to check are data under `catalogue/`, not Python.
"""
