"""Tells which official notices probably are about a procurement, what they tell together, and how many tenders came.

Promises: a suggestion is the sum of five named parts (buyer, code, title, text, days), each with what it rests on, the same for the same
input whatever the order; one suggestion for each procedure; a story names what is missing; a share is given from twenty on, never below.
Does not: read or keep notices, follow references between them (`lake` has done so), or decide: a person confirms or rejects.
"""

from nybrott.core.recognising.numbers import official_number
from nybrott.core.recognising.received import Lot, Received, received
from nybrott.core.recognising.story import story
from nybrott.core.recognising.suggesting import Found, Planned, suggest

__all__ = ["Found", "Lot", "Planned", "Received", "official_number", "received", "story", "suggest"]
