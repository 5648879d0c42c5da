"""What has changed between two versions of a document, word by word and piece by piece, and how somebody else's changes are taken in.

A document is plain JSON without null: tables, texts, whole numbers, and lists. A list of tables with an `id` holds things; each is
known by its id wherever it stands. Any other list is one value. A piece is the smallest that is taken or kept: one value, a
whole thing that came or went, or the order of things.
Promises: settling pieces in any order gives the same; when all are taken and nothing was changed here, the result is theirs;
when all are kept, nothing here changes; a piece that was settled is not offered again until it changes there.
Does not: know what a document means, or decide.
"""

from nybrott.core.merging.pieces import Piece, difference, value_at
from nybrott.core.merging.settling import Offer, offers, settle
from nybrott.core.merging.words import Change, changes

__all__ = ["Change", "Offer", "Piece", "changes", "difference", "offers", "settle", "value_at"]
