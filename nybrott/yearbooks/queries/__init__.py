"""What the report of a year holds, and the versions there are."""

from nybrott.yearbooks.queries.figures import MOMENTS, WAYS, counts_as, figures
from nybrott.yearbooks.queries.gathering import gathered
from nybrott.yearbooks.queries.hung import add_chapter, chapter_parts
from nybrott.yearbooks.queries.opened import counts_of, open_state, opened
from nybrott.yearbooks.queries.versions import digest_of, holds, is_published, newest, versions, years

__all__ = [
    "MOMENTS", "WAYS", "add_chapter", "chapter_parts", "counts_as", "counts_of", "digest_of", "figures", "gathered", "holds", "is_published", "newest", "open_state", "opened", "versions",
    "years",
]  # fmt: skip
