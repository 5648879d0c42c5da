"""What somebody looks for, as words of the index, and where it stands in a text."""

from dataclasses import dataclass

LONGEST_QUERY = 400  # characters of a query that are read
MOST_WORDS = 10  # words of a query that are looked for


@dataclass(frozen=True, slots=True)
class Sought:
    """One word looked for: as it was written, the index words of which any will do, its parts when it has some, and
    the beginning that is enough for a long word (else empty): it finds compounds that could not be split."""

    written: str
    keys: tuple[str, ...]
    parts: tuple[str, ...] = ()
    beginning: str = ""

    def fits(self, key: str) -> bool:
        """Whether this index word will do."""
        return key in self.keys or bool(self.beginning and key.startswith(self.beginning) and "+" not in key)


@dataclass(frozen=True, slots=True)
class Query:
    """The words looked for, all of them wanted; `everyday` and `beyond` were left out: because they stand nearly
    everywhere, and because there were too many."""

    words: tuple[Sought, ...] = ()
    everyday: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a word of a query stands in a text: characters `start` to `end`; `word` is its number in the query."""

    start: int
    end: int
    word: int
