"""Pages that are no rows of a table: settings, method cards that come with Nybrott, help. Rooms above add theirs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from nybrott.core.actor import Actor
from nybrott.search.queries.words import Asked, keys_of

MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the reader's language: what it is called, where it is, what it says in a sentence, and further words it is
    found by."""

    title: str
    url: str
    text: str = ""
    words: str = ""


Pages = Callable[[Actor], Iterable[Page]]
PAGES: list[Pages] = []


def add_pages(given: Pages) -> None:
    """Pages to be found; asked anew for each reader, so that it gives only those they may open."""
    PAGES.append(given)


@lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[str]:
    return frozenset(keys_of(text, written=True))


def pages_with(actor: Actor, sought: Asked) -> list[Page]:
    """The pages that hold every word, those with all of them in the title first."""
    found: list[tuple[bool, Page]] = []
    for page in (page for given in PAGES for page in given(actor)):
        title = _keys(page.title)
        if all(word.fits(title) for word in sought.words):
            found.append((False, page))
        elif all(word.fits(title | _keys(page.words)) for word in sought.words):
            found.append((True, page))
    return [page for _later, page in sorted(found, key=lambda one: one[0])][:MOST_PAGES]
