"""The leader's page as parts, for the page itself and as a document."""

from nybrott.leaders.feeds.blocks import Datum, Part, Sheet
from nybrott.leaders.feeds.document import KINDS, file_of
from nybrott.leaders.feeds.parts import headline, parts_of, stands, title_of

__all__ = ["KINDS", "Datum", "Part", "Sheet", "file_of", "headline", "parts_of", "stands", "title_of"]
