"""One pass over all texts of a notice for all words of all lists (Aho-Corasick)."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick

from nybrott.core.signals.fold import fold
from nybrott.core.signals.model import Term, WordList

_BETWEEN = "\x1f"  # stands between two texts; no word holds it
_WIDEST = 60  # letters a found word is widened by, on each side

Span = tuple[int, int]
Hits = dict[str, list[Span]]


@dataclass(frozen=True, slots=True)
class Page:
    """Several texts laid after one another and folded. Spans count in `folded`; `place` leads back to the texts."""

    folded: str
    texts: tuple[str, ...]
    starts: tuple[int, ...]
    offsets: list[int] | None

    def number(self, at: int) -> int:
        """Which of the texts the folded offset `at` lies in."""
        return bisect_right(self.starts, self._unfolded(at)) - 1

    def place(self, span: Span) -> tuple[int, int, int]:
        """(number of the text, start, end) with offsets in that text as it was given."""
        start, end = self._unfolded(span[0]), self._unfolded(span[1] - 1) + 1
        number = bisect_right(self.starts, start) - 1
        if self.offsets is not None:  # letters that were folded away belong to the letter before them
            end = self._unfolded(span[1])
            end = min(end, self.starts[number] + len(self.texts[number]))
        return number, start - self.starts[number], end - self.starts[number]

    def _unfolded(self, at: int) -> int:
        return at if self.offsets is None else self.offsets[at]


def is_letter(sign: str) -> bool:
    """True for what a word is made of: letters, digits and the underscore of reference numbers ("Rfi_0735")."""
    return sign == "_" or sign.isalnum()


def lay(texts: Sequence[str]) -> Page:
    """Puts texts after one another on one page."""
    starts, at = [], len(_BETWEEN)
    for text in texts:
        starts.append(at)
        at += len(text) + len(_BETWEEN)
    folded, offsets = fold(_BETWEEN + _BETWEEN.join(texts) + _BETWEEN)
    return Page(folded, tuple(texts), tuple(starts), offsets)


class Scanner:
    """Finds the words of many lists at once. Word lists are told apart by name."""

    def __init__(self, lists: Iterable[WordList]) -> None:
        by_body: dict[str, list[tuple[str, Term]]] = {}
        for words in lists:
            for term in words.terms:
                by_body.setdefault(term.body, []).append((words.name, term))
        self._automaton = ahocorasick.Automaton()
        for body, owners in by_body.items():
            entries = {(name, len(body), term.open_left, term.open_right) for name, term in owners}
            self._automaton.add_word(body, tuple(sorted(entries)))
        if by_body:
            self._automaton.make_automaton()
        self._empty = not by_body

    def scan(self, page: Page) -> Hits:
        """Spans by word list, in the order they end."""
        hits: Hits = {}
        if self._empty:
            return hits
        folded = page.folded
        for last, entries in self._automaton.iter(folded):
            end = last + 1
            letter_follows = is_letter(folded[end])
            for name, length, open_left, open_right in entries:
                if letter_follows and not open_right:
                    continue
                start = end - length
                if not open_left and is_letter(folded[start - 1]):
                    continue
                hits.setdefault(name, []).append((start, end))
        return hits


def whole_words(page: Page, span: Span) -> Span:
    """The span widened to the words it is part of: "dialogkonferanse" → "leverandørdialogkonferansen". At most by
    sixty letters on each side, since a text may be one endless word."""
    start, end, folded = span[0], span[1], page.folded
    while is_letter(folded[start - 1]) and span[0] - start < _WIDEST:
        start -= 1
    while is_letter(folded[end]) and end - span[1] < _WIDEST:
        end += 1
    return start, end
