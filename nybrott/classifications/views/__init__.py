"""Pages of the class of a procurement."""

from nybrott.classifications.views.deciding import choose, code, signals
from nybrott.classifications.views.drafts import draft, throw_away
from nybrott.classifications.views.page import file, page

__all__ = ["choose", "code", "draft", "file", "page", "signals", "throw_away"]
