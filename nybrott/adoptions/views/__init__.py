"""Pages of adoptions."""

from nybrott.adoptions.views.owning import adapt, begin, change, make, take, tell, version
from nybrott.adoptions.views.reading import adoption, adoptions, feed, file, theirs, used_by

__all__ = [
    "adapt",
    "adoption",
    "adoptions",
    "begin",
    "change",
    "feed",
    "file",
    "make",
    "take",
    "tell",
    "theirs",
    "used_by",
    "version",
]
