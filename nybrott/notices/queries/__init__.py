"""What the pages ask of the notices of this host."""

from nybrott.notices.queries.index import (
    PAGE_SIZE,
    SEARCH_PAGE,
    SEARCH_SORTS,
    Contents,
    candidates,
    everything_in,
    lexicon,
    notice_index,
    notices_with_each,
    search,
)
from nybrott.notices.queries.lakes import lake

__all__ = [
    "PAGE_SIZE",
    "SEARCH_PAGE",
    "SEARCH_SORTS",
    "Contents",
    "candidates",
    "everything_in",
    "lake",
    "lexicon",
    "notice_index",
    "notices_with_each",
    "search",
]
