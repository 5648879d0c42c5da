"""Turns texts into words of an index, and queries into the same words.

A text's word gives its stem; a compound gives the stems of its parts besides, and every run of neighbouring parts
joined by “+”. So “velferdsteknologiløsning” is found by velferd, teknologi, løsning, velferdsteknologi and
teknologiløsning, and a query for a compound needs one look-up, not a search for its parts all over the text. Texts
that say a compound in several words (“dialog med markedet”, “velferds teknologi”, “drifts- og vedlikeholdsavtale”)
give the joined word too, when the vocabulary knows the compound.

A long word is also found by its beginning, for the compounds that could not be split.

Letter runs inside words (three and four letters) are not indexed: with the parts known they add what nobody looks for,
and an index of them is many times larger and slower. They find the word that was meant when one is misspelt.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import pairwise

from nybrott.core.language.compounds import Splitter
from nybrott.core.language.folding import Word, fold_letters, words_in
from nybrott.core.language.lists import lists
from nybrott.core.language.querying import LONGEST_QUERY, MOST_WORDS, Query, Sought, Spot
from nybrott.core.language.stemming import spellings, stem_folded
from nybrott.core.language.vocabulary import Vocabulary

_LONGEST_RUN = 4
_MOST_PARTS = 8  # parts of a word, or of words joined by hyphens
_LONG = 7  # letters of a stem whose beginning alone is enough: hurtigbåt finds hurtigbåtsamband
_AROUND = 80  # characters beside what looks like a wanted word that are read too
_HYPHEN = "[-\u2010\u2011\u00ad\u200b]?"
_HELD = 300_000
_ALIKE = 0.34  # share of letter runs two words must have in common to be taken for one misspelt
_WORTH_SUGGESTING = 3  # texts a word stands in

Place = tuple[str, int, int]


class Lexicon:
    """Words as one vocabulary knows them. Texts and queries meet only through lexicons of the same vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._splitter = Splitter(vocabulary)
        self._keys: dict[str, tuple[str, ...]] = {}

    @staticmethod
    def rules() -> str:
        """The version of the reviewed lists; words made under another one do not fit these."""
        return lists().version

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a folded word as they stand in it; the word alone when it is whole."""
        return self._splitter.parts(word)

    def words(self, text: str, *, compounds: bool = True) -> set[str]:
        """The index words of a text. Without `compounds`, for languages that write none, words are only stemmed."""
        read = words_in(text)
        found: set[str] = set()
        different = {word.folded for word in read} - lists().everyday
        found.update(key for key, _, _ in self._in_one_piece(read))
        if not compounds:
            return found.union(map(stem_folded, different))
        for word in different:
            found.update(self._keys_of(word))
        found.update(key for key, _, _ in self._halves(read))
        found.update(key for key, _, _ in _said_apart(read) if key in self._compounds)
        return found

    def query(self, text: str) -> Query:
        """What a query looks for. Signs mean nothing; what goes beyond the limits is left out."""
        wanted: dict[tuple[str, ...], Sought] = {}
        everyday: list[str] = []
        text = text[:LONGEST_QUERY]
        for piece in _pieces(words_in(text)):
            written = text[piece[0].start : piece[-1].end]
            if len(piece) == 1 and piece[0].folded in lists().everyday:
                everyday.append(written)
                continue
            stems = self._stems(piece)
            keys: tuple[str, ...] = (stem_folded("".join(word.folded for word in piece)),)
            if len(stems) > 1:
                keys = tuple(dict.fromkeys(("+".join(stems), *keys)))
            parts = tuple(part for word in piece for part in self.parts(word.folded)) if len(stems) > 1 else ()
            beginning = keys[-1] if len(keys[-1]) >= _LONG and keys[-1].isalpha() else ""
            wanted.setdefault(keys, Sought(written, keys, parts, beginning))
        words = tuple(wanted.values())
        return Query(words[:MOST_WORDS], tuple(everyday), tuple(word.written for word in words[MOST_WORDS:]))

    def spots(self, text: str, query: Query) -> list[Spot]:
        """Where the words of a query stand in a text, in order."""
        found: list[Place] = []
        for start, end in _likely_parts(text, _looked_for(query)) if query else ():
            read = words_in(text, start, end)
            found += [
                (key, word.start, word.end)
                for word in read
                if word.folded not in lists().everyday
                for key in self._keys_of(word.folded)
            ]
            found += [*self._in_one_piece(read), *self._halves(read), *_said_apart(read)]
        return _without_overlaps(
            Spot(start, end, number)
            for key, start, end in found
            for number, word in enumerate(query.words)
            if word.fits(key)
        )

    def alike(self, word: str, most: int = 3) -> list[str]:
        """Words of the vocabulary that look like this one, the likest first: what a misspelt word may have meant."""
        sought = words_in(word)[0].folded if words_in(word) else ""
        if len(sought) < 4:
            return []
        runs = _letter_runs(sought)
        ranked = []
        for other, count in self.vocabulary.words.items():
            if count < _WORTH_SUGGESTING or abs(len(other) - len(sought)) > 2 or other[0] != sought[0]:
                continue
            theirs = _letter_runs(other)
            share = len(runs & theirs) / len(runs | theirs)
            if share >= _ALIKE and other != sought:
                ranked.append((-share, -count, other))
        return [other for _, _, other in sorted(ranked)[:most]]

    @cached_property
    def _compounds(self) -> frozenset[str]:
        """Every two neighbouring parts of a compound in the vocabulary, joined. Slow to make, needed for texts only."""
        return frozenset(
            f"{stem_folded(first)}+{stem_folded(second)}"
            for word in self.vocabulary.words
            for first, second in pairwise(self.parts(word))
        )

    def _keys_of(self, word: str) -> tuple[str, ...]:
        keys = self._keys.get(word)
        if keys is None:
            if len(self._keys) >= _HELD:
                self._keys.clear()
            stems = [stem_folded(part) for part in self.parts(word)]
            keys = (stem_folded(word),) if len(stems) == 1 else (stem_folded(word), *stems, *_runs(stems))
            self._keys[word] = keys
        return keys

    def _stems(self, piece: list[Word]) -> list[str]:
        return [stem_folded(part) for word in piece for part in self.parts(word.folded)][:_MOST_PARTS]

    def _in_one_piece(self, read: list[Word]) -> Iterator[Place]:
        """Words with hyphens, as one word and as a compound: e-helse, IKT-drift."""
        for piece in _pieces(read):
            if len(piece) > 1:
                start, end = piece[0].start, piece[-1].end
                for key in (stem_folded("".join(word.folded for word in piece)), *_runs(self._stems(piece))):
                    yield key, start, end

    def _halves(self, read: list[Word]) -> Iterator[Place]:
        """Two compounds with one last part: drifts- og vedlikeholdsavtale is also a driftsavtale."""
        for first, between, second in zip(read, read[1:], read[2:], strict=False):
            if between.bond == "- " and second.bond == " " and between.folded in lists().halves:
                parts = self.parts(second.folded)
                if len(parts) > 1:
                    yield f"{stem_folded(first.folded)}+{stem_folded(parts[-1])}", first.start, second.end


def _said_apart(read: list[Word]) -> Iterator[Place]:
    """What two words side by side, or bound by a small word, would be as a compound: dialog med markedet."""
    known = lists()
    for number, word in enumerate(read):
        before = read[number - 1] if number else None
        if before is None or word.bond != " " or before.folded in known.everyday:
            continue
        if word.folded not in known.everyday:
            yield f"{stem_folded(before.folded)}+{stem_folded(word.folded)}", before.start, word.end
        elif word.folded in known.links:
            after = next((other for other in read[number + 1 : number + 4] if other.folded not in known.fillers), None)
            if after and after.bond == " " and after.folded not in known.everyday:
                yield f"{stem_folded(after.folded)}+{stem_folded(before.folded)}", before.start, after.end


def _pieces(read: list[Word]) -> Iterator[list[Word]]:
    """The words, those joined by hyphens together."""
    piece: list[Word] = []
    for word in read:
        if piece and (word.bond != "-" or len(piece) == _MOST_PARTS):
            yield piece
            piece = []
        piece.append(word)
    if piece:
        yield piece


def _runs(stems: list[str]) -> list[str]:
    """Every run of two to four neighbours, and all together, joined."""
    count = len(stems)
    runs = [
        "+".join(stems[start:end])
        for start in range(count)
        for end in range(start + 2, min(start + _LONGEST_RUN, count) + 1)
    ]
    return [*runs, "+".join(stems)] if count > _LONGEST_RUN else runs


@lru_cache(maxsize=64)
def _looked_for(query: Query) -> re.Pattern[str]:
    """What stands in every text that may hold a word of the query: the letters such a word begins with in any
    spelling, with or without hyphens between them."""
    stems = {stem for word in query.words for key in word.keys for stem in key.split("+")}
    beginnings = sorted({beginning for stem in stems for beginning in (stem, *spellings().get(stem, ()))})
    return re.compile("|".join(_HYPHEN.join(map(re.escape, beginning)) for beginning in beginnings))


def _likely_parts(text: str, likely: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The parts of a text around what looks like a wanted word, cut between words: a quick look before the thorough."""
    folded = fold_letters(text)
    if folded is None:
        yield 0, len(text)
        return
    parts: list[tuple[int, int]] = []
    for spot in likely.finditer(folded):
        start = folded.rfind(" ", 0, max(0, spot.start() - _AROUND)) + 1
        end = folded.find(" ", spot.end() + _AROUND)
        end = len(text) if end < 0 else end
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        else:
            parts.append((start, end))
    yield from parts


def _letter_runs(word: str) -> set[str]:
    framed = f"^{word}$"
    return {framed[at : at + size] for size in (3, 4) for at in range(len(framed) - size + 1)}


def _without_overlaps(spots: Iterable[Spot]) -> list[Spot]:
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot.start, -spot.end, spot.word)):
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
    return kept
