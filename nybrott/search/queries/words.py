"""Words of the index, and what somebody looks for as the same words.

A text gives its stems, the parts of its compounds and neighbouring parts joined, as the likeness of challenges reads them
(`core.matching`, with the reviewed thesaurus as its vocabulary). Titles also give each word as it is written, so that its
beginning finds it while one types; and what has æ, ø or å is found without them too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from nybrott.challenges.queries import reader
from nybrott.core.language import words_in
from nybrott.ui.highlight import Mark

LONGEST = 300  # characters of a query that are read
MOST_WORDS = 8  # words of a query that are looked for
_FORM = "1"  # of the words kept: another one lets all be read anew
_BEGINS = 3  # letters from which a word's beginning is enough; of the last word, two
_READ = 20_000  # characters of a text that are read
# how people write our letters without them: as one letter, and as two
_PLAIN = (str.maketrans({"æ": "ae", "ø": "o", "å": "a"}), str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"}))


def version() -> str:
    """Changes when the words of the same text may."""
    return f"{reader().version}-{_FORM}"


def keys_of(text: str, *, written: bool = False) -> set[str]:
    """The index words of a text; with `written`, its words as they stand too."""
    read = text[:_READ].replace("\x00", " ")
    found = {token[2:] for token in reader().features(read).tokens if token.startswith("w:")}
    if written:
        found |= {word.folded for word in words_in(read)}
    return found | {plain for key in found if not key.isascii() for plain in map(key.translate, _PLAIN)}


@lru_cache(maxsize=8192)
def _keys_of_word(folded: str) -> frozenset[str]:
    return frozenset(keys_of(folded, written=True))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word looked for: as it is written, folded, and the index words of which any will do; `beginning`: so will any that
    begins like this (empty: none)."""

    written: str
    folded: str
    keys: tuple[str, ...]
    beginning: str

    def fits(self, keys: Iterable[str]) -> bool:
        """Whether a text with these index words has it."""
        return any(key in self.keys or bool(self.beginning and key.startswith(self.beginning)) for key in keys)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: every word is wanted. `beyond`: words that were too many."""

    text: str
    words: tuple[Wanted, ...] = ()
    beyond: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


@lru_cache(maxsize=256)
def asked(text: str) -> Asked:
    """What a query looks for. Signs mean nothing; everyday words are passed over, and so is what goes beyond the limits."""
    text = " ".join(text[:LONGEST].replace("\x00", " ").split())
    read = words_in(text)
    wanted: dict[str, Wanted] = {}
    for place, word in enumerate(read):
        own = [token[2:] for token in reader().features(word.folded).tokens if token.startswith("w:")]
        if not own or word.folded in wanted:
            continue
        joined = sorted((key for key in own if "+" in key), key=len)[-1:]
        whole = [key for key in own if "+" not in key and word.folded.startswith(key[:3])]
        keys = dict.fromkeys([*joined, *(max(whole, key=len, default=own[0]),), word.folded])
        last = place == len(read) - 1
        beginning = word.folded if len(word.folded) >= (2 if last else _BEGINS) else ""
        wanted[word.folded] = Wanted(text[word.start : word.end], word.folded, tuple(keys), beginning)
    found = tuple(wanted.values())
    return Asked(text, found[:MOST_WORDS], tuple(one.written for one in found[MOST_WORDS:]))


def marks_in(text: str, sought: Asked) -> list[Mark]:
    """Where the words looked for stand in a text, in order."""
    found = []
    for word in words_in(text):
        # a quick look first: most words of a text are none of them
        likely = [one for one in sought.words if one.folded[:4] in word.folded]
        if likely and any(one.fits(_keys_of_word(word.folded)) for one in likely):
            found.append(Mark(word.start, word.end, ""))
    return found


def query(words: Iterable[Wanted]) -> str:
    """Every word, as PostgreSQL reads a question to a vector; they are index words already, so no dictionary is asked."""
    return " & ".join(map(_any_of, words))


def _any_of(word: Wanted) -> str:
    # what begins with the beginning is found by it; said twice, the database would take the word for twice as frequent
    keys = [key for key in word.keys if not word.beginning or not key.startswith(word.beginning)]
    return f"({' | '.join([*map(_quoted, keys), *([f'{_quoted(word.beginning)}:*'] if word.beginning else [])])})"


def vector(words: Iterable[str]) -> str:
    """Index words as PostgreSQL reads a vector."""
    return " ".join(map(_quoted, sorted(words)))


def _quoted(word: str) -> str:
    # a word holds letters, digits and the + between parts only; a quote or backslash would end it
    return "'" + word.replace("\\", "").replace("'", "") + "'"
