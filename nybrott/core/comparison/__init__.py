"""Organisations side by side: what is counted of each, the shares that come of it, and their order.

`Counts` can be added and taken from each other, so that a group together and the rest of its country are counts too. A
share knows what it is a share of and is never rounded here.

It does not count (the measures do), know a lake, or draw.
"""

from nybrott.core.comparison.ordering import SORTS, by_name, in_order
from nybrott.core.comparison.sides import SHARES, Counts, Share, Side

__all__ = ["SHARES", "SORTS", "Counts", "Share", "Side", "by_name", "in_order"]
