"""Folds text for searching (lower case, one kind of hyphen, quote and space) and remembers where each letter stood."""

import re
import unicodedata

# Every pair is one character for one character, so that offsets stay true. A hyphen becomes a space: "RFI-dokument"
# and "pre-commercial" are found by their words.
_ALIKE = tuple(
    (odd, plain)
    for plain, odds in (
        (" ", "\n\r\t\u00a0\u2002\u2003\u2009\u202f-\u2010\u2011\u2012\u2013\u2014\u2212"),
        ("'", "\u2019\u2018\u00b4`"),
    )
    for odd in odds
)
# Signs of text that cannot be folded letter by letter: runs of spaces, letters written as letter plus accent (the
# accents that European languages use), invisible characters. Rare, and then the slow way is taken.
_ODD = (
    "  ", "\u00ad", "\u200b", "\ufeff", "\u0300", "\u0301", "\u0302", "\u0303", "\u0304", "\u0306", "\u0307",
    "\u0308", "\u030a", "\u030b", "\u030c", "\u0326", "\u0327", "\u0328",
)  # fmt: skip
# The same in one expression, with İ, the only letter whose lower case is longer than itself.
_ODD_SPOT = re.compile("[\u00ad\u200b\ufeff]+| {2,}|[^\u0300-\u036f][\u0300-\u036f]+|\u0130")


def fold(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its letters (and its end) the offset in `text`; None when they are the same."""
    lowered = text.lower()
    if len(lowered) != len(text) or any(odd in text for odd in _ODD):
        return _fold_slowly(text)
    return _same_signs(lowered), None


def fold_term(text: str) -> str:
    """A word or phrase of the catalogue, folded as the texts are."""
    return fold(text)[0].strip()


def _same_signs(text: str) -> str:
    for odd, plain in _ALIKE:
        text = text.replace(odd, plain)
    return text


def _fold_slowly(text: str) -> tuple[str, list[int]]:
    parts: list[str] = []
    offsets: list[int] = []
    done = 0
    for spot in _ODD_SPOT.finditer(text):
        parts.append(text[done : spot.start()].lower())
        offsets.extend(range(done, spot.start()))
        one = _one_letter(spot.group())
        parts.append(one)
        offsets.extend([spot.start()] * len(one))
        done = spot.end()
    parts.append(text[done:].lower())
    offsets.extend(range(done, len(text) + 1))
    return _same_signs("".join(parts)), offsets


def _one_letter(spot: str) -> str:
    """What an odd spot folds to: nothing, a space, or one small letter."""
    if spot[0] in "\u00ad\u200b\ufeff":
        return ""
    return " " if spot[0] == " " else unicodedata.normalize("NFC", spot).lower()[:1]
