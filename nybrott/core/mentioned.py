"""Finds where a text may mention people one knows of: by their whole name, or by their first name alone. Pure.

A question, never a block: whoever writes says whether it is they. Asked only about the people that are handed in. First names that are words as well ("Liv", "Stein")
are asked about where they are written with a capital inside a sentence; at its beginning nobody can tell.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# First names that are words of bokmål, nynorsk or English too.
_WORDS = (
    "alf arne art ask august birk bjørk bjørn bo brage brand dag dawn eik eld eli else ener even faith falk finn frank fred frid frode frøy gard "
    "geir glad grace grim gro gry hall hans hauk helge helle hope ine inge iver jan jarl jo jon joy juni kai kim lill lin line liv love mai marin "
    "mark max may mette mie mild mona odd pat per pil pål rein rich roar rose rune signe sindre siv snorre sol stein stig storm stål svein tage "
    "tale tom tone tore torn trine tro ulv una vera vilde vilje ville vår will åse ørn"
)
WORDS = frozenset(_WORDS.split())
SHORT = 2  # letters of a first name that is as good as a word
_ENDS = re.compile(r"[.!?…:]+[\"»”’')\]]*\s+|\n\s*")
_SHORTENED = (
    "bl.a.",
    "f.eks.",
    "jf.",
    "ca.",
    "nr.",
    "m.m.",
    "dvs.",
    "mfl.",
    "m.fl.",
    "e.g.",
    "i.e.",
    "mr.",
    "mrs.",
    "dr.",
)
_OPENING = re.compile(r"[\s\"«“‘'(\[–—*•-]*(?:\d+[.)]\s*)?[\s\"«“‘'(\[–—*•-]*")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text may mention somebody (`start` to `end`, without the s of a genitive), the sentence it stands in (`begins` to `ends`), and the keys of those it may be."""

    start: int
    end: int
    begins: int
    ends: int
    people: tuple[str, ...]


def mentioned(text: str, people: Mapping[str, str]) -> list[Mention]:
    """Every place where somebody may be mentioned, in order and none within another. `people`: names by key."""
    whole, first = _by_name(people, whole=True), _by_name(people, whole=False)
    sentences = list(_sentences(text))
    found: list[Mention] = []
    for names in (whole, first):
        for name, keys in names.items():
            for place in _pattern(name).finditer(text):
                begins, ends = next(one for one in sentences if one[0] <= place.start() < one[1])
                if names is first and not _is_a_name(place[0], text[begins : place.start()]):
                    continue
                if not any(one.start < place.end() and place.start() < one.end for one in found):
                    found.append(Mention(place.start(), place.end(), begins, ends, keys))
    return sorted(found, key=lambda one: one.start)


def _by_name(people: Mapping[str, str], *, whole: bool) -> dict[str, tuple[str, ...]]:
    """Who bears each name, the longest names first."""
    found: dict[str, list[str]] = {}
    for key, name in people.items():
        if parts := name.split():
            found.setdefault((" ".join(parts) if whole else parts[0]).casefold(), []).append(key)
    return {name: tuple(sorted(found[name])) for name in sorted(found, key=lambda one: (-len(one), one))}


def _pattern(name: str) -> "re.Pattern[str]":
    """A name as a word of its own, in whatever case, also in the genitive; not half of a double name ("Anne" in "Anne-Marie")."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<![\w@-]){words}(?=(?:s|['’]s?)?(?![\w@])(?!-(?-i:[A-ZÆØÅÉ])))", re.IGNORECASE)


def _is_a_name(written: str, before: str) -> bool:
    """Whether a first name, as it is written after the beginning of its sentence, can be one."""
    if written.casefold() not in WORDS and len(written) > SHORT:
        return True
    return written[0].isupper() and _OPENING.fullmatch(before) is None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends, as far as full stops and new lines tell."""
    begins = 0
    for stop in _ENDS.finditer(text):
        if text[begins : stop.end()].rstrip().casefold().endswith(_SHORTENED):
            continue
        yield begins, stop.end()
        begins = stop.end()
    yield begins, len(text) + 1
