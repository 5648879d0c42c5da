"""Splits compounds where both sides are words.

Norwegian writes its compounds in one word and makes new ones every day, so a list of them is never complete; a list of
their parts nearly is. A word is cut where what stands on both sides is known: seen on its own in the texts, or among
the reviewed parts. A cut may leave out an s or an e that only binds.

Three things keep junk away (leve+rand+ører). A word much more frequent than its rarest part stays whole: leverandør
stands in every notice, rand in hardly any. Short parts must be reviewed ones. And two reviewed lists name words that
stay whole and strings that are never a part.
"""

from collections.abc import Iterator
from functools import cache

from nybrott.core.language.lists import lists
from nybrott.core.language.stemming import stem_folded
from nybrott.core.language.vocabulary import Vocabulary

_SHORTEST_SURE, _SHORTEST = 3, 4  # letters of a part: reviewed, and only seen
_SHORTEST_WORD, _LONGEST_WORD = 6, 45
_SEEN = 3  # texts a part must stand in to be one
_RARER = 4  # how many times rarer than the whole the rarest part may be
_SURE = 1_000_000_000  # the weight of a reviewed part: more than any that was only seen
_DEPTH = 5
_INFLECTIONS = frozenset(
    [
        "a",
        "ane",
        "ar",
        "arne",
        "as",
        "e",
        "en",
        "ene",
        "enes",
        "ens",
        "er",
        "ere",
        "erne",
        "ers",
        "es",
        "et",
        "ets",
        "s",
    ]
)  # what a last part may end in beyond its stem; other endings make other words: selv+tendig from tender
_HELD = 300_000  # words whose parts are remembered


class Splitter:
    """Knows the parts of words, by one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words, self._stems = vocabulary.words, vocabulary.stems
        self._known: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a folded word as they stand in it, without binding letters; the word alone when it is whole."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _HELD:
                self._known.clear()
            found = self._known[word] = self._split(word, _DEPTH)[1]
        return found

    def _split(self, word: str, depth: int) -> tuple[int, tuple[str, ...]]:
        """How sure the least sure part is, and the parts; 0 and the word alone when it cannot be split."""
        if not depth or not _may_split(word):
            return 0, (word,)
        best: tuple[int, int, tuple[str, ...]] = (0, 0, (word,))
        for head, tail in _cuts(word):
            sure = self._head(head)
            if sure < max(best[0], _SEEN):
                continue
            tail_sure, parts = self._tail(tail, depth)
            # of two cuts as sure, the one with the longer first part
            best = max(best, (min(sure, tail_sure), len(head), (*self.parts(head), *parts)))
        sure, _, parts = best
        if sure < _SEEN or sure * _RARER < self._words.get(word, 0):
            return 0, (word,)
        return sure, parts

    def _head(self, head: str) -> int:
        if head in lists().parts:
            return _SURE
        return 0 if len(head) < _SHORTEST or head in lists().never else self._words.get(head, 0)

    def _tail(self, tail: str, depth: int) -> tuple[int, tuple[str, ...]]:
        """The last part may be inflected, and may be a compound itself."""
        if tail in lists().never:
            return 0, (tail,)
        sure = _SURE if tail in lists().parts else self._words.get(tail, 0) if len(tail) >= _SHORTEST else 0
        if not sure and len(tail) > _SHORTEST:
            stemmed = stem_folded(tail)
            if tail.removeprefix(stemmed) in _INFLECTIONS or stemmed in _sure_stems():
                sure = _SURE if stemmed in _sure_stems() else self._stems.get(stemmed, 0)
        deeper, parts = self._split(tail, depth - 1)
        return (max(sure, deeper), parts) if deeper else (sure, (tail,))


def _may_split(word: str) -> bool:
    if not _SHORTEST_WORD <= len(word) <= _LONGEST_WORD or not word.isalpha():
        return False
    return word not in lists().whole and stem_folded(word) not in _whole_stems()


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a word in two, with and without a binding letter."""
    for place in range(_SHORTEST_SURE, len(word) - _SHORTEST_SURE + 1):
        head, tail = word[:place], word[place:]
        yield head, tail
        if head[-1] in "se" and place > _SHORTEST_SURE:
            yield head[:-1], tail


@cache
def _sure_stems() -> frozenset[str]:
    return frozenset(map(stem_folded, lists().parts))


@cache
def _whole_stems() -> frozenset[str]:
    return frozenset(map(stem_folded, lists().whole))
