"""Lays out a text for the rules: its words, its sentences, its language, and whether it is a “how might we …”."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from nybrott.core.language import words_in

_LONG_WORD = 6  # letters; LIX counts words with more
_ENDS = re.compile(r"[.!?…؟。！？]+[)\]\"»”’']*(?=\s|$)|\n")
_QUESTION = re.compile(
    r"\W*(?:hvordan kan|hvordan kunne|hvordan skal|korleis kan|korleis kunne|korleis skal|how might|how can|how could|how do)\s",
    re.IGNORECASE,
)
_ENDING_TELLS = 6  # letters of a word whose ending tells a language
_MARKS_READ = 4_000  # words by which the language is told


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text: folded, as written, where it stands (characters), how it hangs on the word before (see
    `core.language`), its sentence, and whether it begins it."""

    folded: str
    written: str
    start: int
    end: int
    bond: str
    sentence: int
    first: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words `first` to `last` (not included), characters `start` to `end`."""

    first: int
    last: int
    start: int
    end: int


class Reading:
    """One text, laid out."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = words_in(text)
        ends = _sentence_ends(text)
        self.tokens: list[Token] = []
        for word in words:
            sentence = bisect_right(ends, word.start)
            first = not self.tokens or self.tokens[-1].sentence != sentence
            self.tokens.append(
                Token(word.folded, text[word.start : word.end], word.start, word.end, word.bond, sentence, first)
            )
        self.sentences = self._sentences()

    def _sentences(self) -> list[Sentence]:
        found: list[Sentence] = []
        begins = [number for number, token in enumerate(self.tokens) if token.first]
        for first, last in pairwise([*begins, len(self.tokens)]):
            found.append(Sentence(first, last, self.tokens[first].start, self.tokens[last - 1].end))
        return found

    @cached_property
    def is_question(self) -> bool:
        """Whether every sentence is a “how might we …”; such a question leaves the facts to the need behind it."""
        return bool(self.sentences) and all(_QUESTION.match(self.text, one.start) for one in self.sentences)


def lix(tokens: list[Token]) -> float:
    """How heavy a sentence is to read: its words, and a hundred times the share of long ones. 0 without words."""
    if not tokens:
        return 0.0
    return len(tokens) + 100 * sum(len(token.folded) > _LONG_WORD for token in tokens) / len(tokens)


def language_of(
    tokens: list[Token], marks: Mapping[str, frozenset[str]], endings: Mapping[str, tuple[str, ...]]
) -> str:
    """Which of nb, nn and en the words speak for, by small words and by endings; bokmål when they do not say."""
    counted = Counter(token.folded for token in tokens[:_MARKS_READ])
    points = {
        language: sum(
            count
            for word, count in counted.items()
            if word in words or (len(word) >= _ENDING_TELLS and word.endswith(endings[language]))
        )
        for language, words in marks.items()
    }
    return max(("nb", "nn", "en"), key=lambda language: points.get(language, 0))


def _sentence_ends(text: str) -> list[int]:
    """Where sentences end. A full stop ends one when a capital letter follows, or a line ends: not in “ca. 30”."""
    ends: list[int] = []
    for spot in _ENDS.finditer(text):
        if spot.group() == "\n":
            if _line_goes_on(text, spot.start()):
                continue
        elif "." in spot.group() and not _capital_follows(text, spot.end()):
            continue
        ends.append(spot.end())
    return ends


def _capital_follows(text: str, at: int) -> bool:
    for letter in text[at : at + 20]:
        if letter.isalnum():
            return not (letter.islower() or letter.isdigit())
    return True


def _line_goes_on(text: str, at: int) -> bool:
    """Whether a line that ends here is only wrapped: a small letter begins the next."""
    after = text[at + 1 : at + 2]
    return after.islower() and text[at - 1 : at] not in (".", "!", "?", ":")
