"""Folds words (one case, no accents, but æ, ø and å as they are), finds them in a text, and sorts by the alphabet."""

import re
import sys
import unicodedata
from typing import NamedTuple

LONGEST = 60  # letters of a word that count; official texts hold no longer ones that anybody looks for

_KEPT = "æøå"
_PLAIN = re.compile("[\x00-\x7fæøå]*")
# Swedish and German letters that stand where ours do: miljö is miljø, järnväg is nearly jernvei
_NEIGHBOURS = str.maketrans({"ä": "æ", "ö": "ø", "ß": "ss", "þ": "th", "ð": "d", "đ": "d", "ł": "l", "œ": "ø"})
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\ufeff]+")

# A word: letters and digits of any script, with accents written apart and soft hyphens inside.
_WORD = re.compile("[^\\W_]+(?:[\u0300-\u036f\u00ad\u200b]+[^\\W_]*)*")
_HYPHENS = "-\u2010\u2011"


def fold(word: str) -> str:
    """The word in small letters without accents; æ, ø and å are letters of their own. At most `LONGEST` letters."""
    small = word.lower()
    if _PLAIN.fullmatch(small):
        return small[:LONGEST]
    small = unicodedata.normalize("NFC", _INVISIBLE.sub("", small)).translate(_NEIGHBOURS)
    folded = []
    for letter in small:
        if letter in _KEPT:
            folded.append(letter)
        else:
            folded.extend(sign for sign in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(sign))
    return "".join(folded).lower()[:LONGEST]


def fold_letters(text: str) -> str | None:
    """A whole text folded letter by letter, every letter where it stood; None when that cannot be, because a letter
    becomes two or an accent is written apart. Only for a first look: `fold` decides."""
    small = text.lower()
    if small.isascii():
        return small
    small = small.translate(_LETTER_FOR_LETTER)
    return small if len(small) == len(text) and not _ACCENT.search(small) else None


_ACCENT = re.compile("[\u0300-\u036f]")
_LETTER_FOR_LETTER = {
    letter: plain
    for letter in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if len(plain := fold(chr(letter))) == 1 and plain != chr(letter)
}


class Word(NamedTuple):
    """A word where it stands: folded, from `start` to `end` (characters), and how it hangs on the one before:
    "-" in one piece with a hyphen, " " with only a space between, "- " after a first half ("drifts- og"), or "" apart.
    """

    folded: str
    start: int
    end: int
    bond: str


def words_in(text: str, start: int = 0, end: int = sys.maxsize) -> list[Word]:
    """Every word of a text in order, or of the part of it from `start` to `end`."""
    found: list[Word] = []
    before = 0
    for spot in _WORD.finditer(text, start, end):
        start, end = spot.span()
        found.append(Word(fold(spot.group()), start, end, _bond(text[before:start]) if found else ""))
        before = end
    return found


def different_words(text: str) -> set[str]:
    """The words of a text, folded, each once."""
    return {fold(word) for word in set(_WORD.findall(text))}


def _bond(gap: str) -> str:
    if gap == " ":
        return " "
    if len(gap) == 1:
        return "-" if gap in _HYPHENS else " " if gap in "\u00a0\n\t" else ""
    if gap[:1] and gap[0] in _HYPHENS and gap[1:] in (" ", "\u00a0"):
        return "- "
    return " " if gap.isspace() and "\n\n" not in gap else ""


_LAST = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
_NOT_SORTED = re.compile(r"[^a-z0-9{|}]+")


def sort_key(name: str) -> str:
    """Sorts as a Norwegian reader expects where compared byte by byte: æ, ø, å (and aa) after z, case and signs do not
    count. Names that differ in nothing else get the same key."""
    folded = unicodedata.normalize("NFC", name).lower().translate(_NEIGHBOURS).replace("aa", "å")
    plain = "".join(
        letter if letter in _KEPT else unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        for letter in folded
    )
    return _NOT_SORTED.sub(" ", plain.translate(_LAST)).strip()
