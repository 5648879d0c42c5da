"""What is looked for, the kinds of things there are, and what is found."""

from nybrott.search.queries.finding import MOST, PAGE, Found, Hit, find, moved_since, suggestions
from nybrott.search.queries.kinds import KINDS, Kind, Said
from nybrott.search.queries.meant import meant
from nybrott.search.queries.pages import Page, add_pages
from nybrott.search.queries.words import LONGEST, Asked, asked, keys_of, version

__all__ = [
    "KINDS",
    "LONGEST",
    "MOST",
    "PAGE",
    "Asked",
    "Found",
    "Hit",
    "Kind",
    "Page",
    "Said",
    "add_pages",
    "asked",
    "find",
    "keys_of",
    "meant",
    "moved_since",
    "suggestions",
    "version",
]
