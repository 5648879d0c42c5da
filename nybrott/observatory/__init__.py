"""The observatory: figures from official notices that anyone can check.

Promises: every figure leads to the notices behind it and to the words that were found in them; three lenses are always
shown side by side, never one number; a share says what it is a share of; what is only a candidate is never counted.
Holds: the pages for overview, organisations, notices, one notice with its evidence, and how we count.
Does not: read files or judge texts (that is `core` and `lake`), or know of needs, programmes and dialogues.
Reads the lake through `lake.open_lake`; a rebuilt lake is taken up without a restart.
"""
