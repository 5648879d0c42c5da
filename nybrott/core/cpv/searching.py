"""Codes by words in bokmål and English, or by their first digits."""

from collections.abc import Iterator, Mapping
from functools import cache

from nybrott.core.cpv.codes import Code, codes
from nybrott.core.language import stem, words_in

LONGEST_QUERY = 200  # characters that are read
LEAST_PART = 4  # letters from which a word may be found inside another ("heis" in "personheiser")
LEAST_DIGITS = 2  # digits from which a number is looked for


def search(query: str, *, limit: int = 20) -> tuple[Code, ...]:
    """Codes that have every word of the query in their bokmål or in their English name, or that begin with its digits.

    Whole words come before beginnings, and those before parts of compounds; of equals, the wider code first. A word no code has is tried as
    the two it may be made of.
    """
    asked = query[:LONGEST_QUERY].strip()
    digits = asked.partition("-")[0]
    if digits.isascii() and digits.isdigit():
        if not LEAST_DIGITS <= len(digits) <= 8:
            return ()
        return tuple(one for number, one in codes().items() if number.startswith(digits))[:limit]
    words = list(_words(asked))
    if not words:
        return ()
    found = _ranked(words, limit)
    # a compound nobody wrote in one word in the list ("kontorstoler"): its two parts, as two words
    return found or next((apart for one in _taken_apart(words) if (apart := _ranked(one, limit))), ())


def _ranked(words: list[tuple[str, str]], limit: int) -> tuple[Code, ...]:
    fits = ((_worth(number, words), one) for number, one in codes().items())
    ranked = sorted((-worth, len(one.stem), one.number) for worth, one in fits if worth)
    return tuple(codes()[number] for _worth_, _wide, number in ranked[:limit])


def _taken_apart(words: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The words with the longest of them cut in two, each part long enough to mean something; even cuts come first."""
    longest = max(words, key=lambda word: len(word[0]))
    folded, rest = longest[0], [word for word in words if word is not longest]
    cuts = sorted(range(LEAST_PART, len(folded) - LEAST_PART + 1), key=lambda at: (abs(2 * at - len(folded)), at))
    for at in cuts:
        for first in dict.fromkeys((folded[:at], folded[:at].removesuffix("s"), folded[:at].removesuffix("e"))):
            parts = [(first, stem(first)), (folded[at:], stem(folded[at:]))]
            if len(first) >= LEAST_PART and all(part[1] in _known() for part in parts):
                yield [*rest, *parts]


def _worth(number: str, words: list[tuple[str, str]]) -> float:
    """How well a code fits: the better of its two languages; 0 where a word is missing in both."""
    return max(_fit(names, words) for names in _names()[number])


def _fit(names: tuple[tuple[str, str], ...], words: list[tuple[str, str]]) -> float:
    each = [max((_alike(word, name) for name in names), default=0) for word in words]
    if not all(each):
        return 0
    return sum(each) / len(each) + 1 / (1 + len(names))  # a short name says little else than what was asked


def _alike(word: tuple[str, str], name: tuple[str, str]) -> int:
    (asked, asked_stem), (folded, folded_stem) = word, name
    if asked == folded or asked_stem == folded_stem:
        return 6
    if len(asked_stem) < LEAST_PART:
        return 0
    return 3 if folded.startswith(asked_stem) else 2 if asked_stem in folded else 0


@cache
def _known() -> frozenset[str]:
    """The stems of every word some code is called by."""
    return frozenset(name[1] for both in _names().values() for names in both for name in names)


@cache
def _names() -> Mapping[str, tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]]:
    """The words of each code's two names, each word folded and as its stem."""
    return {number: (_words(one.nb), _words(one.en)) for number, one in codes().items()}


def _words(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((word.folded, stem(word.folded)) for word in words_in(text))
