"""Brings the forms of one word together: Snowball, a few endings more, and the pairs of bokmål and nynorsk.

Snowball's Norwegian stemmer alone leaves much apart that a reader takes for one word: brukere and bruker, undersøking
and undersøkelse, veien and vei, løysing and løsning. The endings and pairs that mend this are lists people review.
Words of other languages go the same way: what it does to them, it does to text and query alike.
"""

import re
import threading
from collections.abc import Mapping
from functools import cache, lru_cache

from snowballstemmer.norwegian_stemmer import NorwegianStemmer

from nybrott.core.language.folding import fold
from nybrott.core.language.lists import ListError, lists

_HELD = 200_000  # words whose stems are remembered

# Snowball wants three letters and a consonant before an ending; these have fewer: byen, veiene, sjøer, treet
_SHORT = re.compile("([^aeiouyæøå]+[aeiouyæøå]{1,2})(?:en|et|er|ene|ens|ets|enes|ers)")


class _Stemmers(threading.local):
    """A stemmer keeps its place in the word it works on, so every thread has its own."""

    def __init__(self) -> None:
        self.norwegian = NorwegianStemmer()


_stemmers = _Stemmers()


def stem(word: str) -> str:
    """What all forms of a word have in common, in bokmål's spelling where there are several: brukarane → bruk. Not
    always a word itself. The word need not be folded."""
    return stem_folded(fold(word))


@lru_cache(maxsize=_HELD)
def stem_folded(word: str) -> str:
    """`stem` of a word that is folded already."""
    plain = without_ending(word)
    return same_as().get(plain, plain)


def without_ending(word: str) -> str:
    """The folded word without its ending, before pairs are looked up. Numbers and words with digits stay as they are."""
    if not word.isalpha():
        return word
    if short := _SHORT.fullmatch(word):
        return short.group(1)
    plain: str = _stemmers.norwegian.stemWord(word)
    for rule in lists().endings:
        if plain.endswith(rule.ending) and len(plain) - len(rule.ending) >= rule.leaves:
            plain = plain.removesuffix(rule.ending) + rule.becomes
    return plain


@cache
def same_as() -> Mapping[str, str]:
    """Stem → the stem that stands for it: the pairs without their endings."""
    pairs: dict[str, str] = {}
    for written, meant in lists().pairs:
        source, target = without_ending(fold(written)), without_ending(fold(meant))
        if pairs.setdefault(source, target) != target:
            raise ListError(f"pairs.toml: {written} is paired with two words, {pairs[source]} and {target}.")
    for source, target in pairs.items():
        if target in pairs and pairs[target] != target:
            raise ListError(f"pairs.toml: {source} leads to {target}, which leads on to {pairs[target]}.")
    return {source: target for source, target in pairs.items() if source != target}


@cache
def spellings() -> Mapping[str, tuple[str, ...]]:
    """Stem → the other stems that lead to it."""
    found: dict[str, list[str]] = {}
    for source, target in same_as().items():
        found.setdefault(target, []).append(source)
    return {target: tuple(sources) for target, sources in found.items()}
