"""Which words the texts really use, and in how many of them: what compounds are split by."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nybrott.core.language.folding import different_words
from nybrott.core.language.stemming import stem_folded

SHORTEST, LONGEST = 3, 30  # letters of a word worth counting
MOST = 60_000  # words kept: with more, only rarer ones are added
_MOST_AT_ONCE = 500_000  # words held while counting; then those seen once are let go


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words`: folded word → how many texts use it. `stems`: stem → the most any word with it is used."""

    words: Mapping[str, int] = field(default_factory=dict)
    stems: Mapping[str, int] = field(default_factory=dict)


class Gathering:
    """Counts words text by text, in bounded memory: what is seen in one text only may be forgotten on the way."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, texts: Iterable[str]) -> None:
        """Count each word of these texts, which belong together, once."""
        seen = set(itertools.chain.from_iterable(map(different_words, texts)))
        counts = self._counts
        for word in seen:
            if SHORTEST <= len(word) <= LONGEST and word.isalpha():
                counts[word] = counts.get(word, 0) + 1
        if len(counts) > _MOST_AT_ONCE:
            self._counts = {word: count for word, count in counts.items() if count > 1}

    def vocabulary(self) -> Vocabulary:
        """The most used words, those of one text only left out."""
        often = sorted((-count, word) for word, count in self._counts.items() if count > 1)[:MOST]
        words = {word: -count for count, word in often}
        stems: dict[str, int] = {}
        for word, count in words.items():
            stemmed = stem_folded(word)
            stems[stemmed] = max(stems.get(stemmed, 0), count)
        return Vocabulary(words, stems)
