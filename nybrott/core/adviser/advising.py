"""From signs to codes and a class, each with its sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from nybrott.core.notices import Notice
from nybrott.core.signals import Catalogue, Evidence, find

Class = Literal["procurement-of-innovation", "innovative-solution", "innovation-friendly", "none"]
CLASSES: tuple[Class, ...] = ("procurement-of-innovation", "innovative-solution", "innovation-friendly", "none")
"""DFØ's three ways, the one that asks most of the market first: develop something that is not there (innovasjonsanskaffelse), buy what is new
(anskaffelse av innovativ løsning), encourage and reward better than the minimum (innovasjonsvennlig anskaffelse)."""

CODES = ("mar-nov", "proc-innov", "prod-innov", "rd-act")
"""BT-776 as it is today (eForms SDK 1.7 and later)."""

DEVELOPS = frozenset({
    "technology-to-be-developed", "prototype-or-demonstrator", "research-and-development-contract", "pre-commercial-named", "not-on-the-market",
    "innovation-partnership-by-code", "innovation-partnership-named",
})  # fmt: skip
"""Signs that something is to be developed that is not on the market."""
SOUGHT = frozenset(
    {"innovative-solution-sought", "innovation-contest", "market-challenged", "innovative-procurement-named"}
)
"""Signs that something new is sought, be it developed or not."""
FRIENDLY = frozenset({"functional-specification", "innovation-rewarded", "variants-allowed", "competitive-dialogue"})
"""Signs that suppliers may offer better than the minimum."""

_FROM_SIGN: Mapping[str, tuple[str, ...]] = MappingProxyType({
    # DFØ's guidance on BT-776 (June 2026): mar-nov challenges the market to offer or develop; rd-act is research and development
    "innovation-contest": ("mar-nov",), "innovative-solution-sought": ("mar-nov",), "market-challenged": ("mar-nov",), "not-on-the-market": ("mar-nov",),
    "innovation-partnership-by-code": ("mar-nov", "rd-act"), "innovation-partnership-named": ("mar-nov", "rd-act"),
    "pre-commercial-named": ("rd-act",), "prototype-or-demonstrator": ("rd-act",), "research-and-development-contract": ("rd-act",),
    "technology-to-be-developed": ("rd-act",),
})  # fmt: skip

# What the new thing is, in the sentence that speaks of something new: one makes or does things (process), the other is bought (product).
_PROCESS = re.compile(
    r"\b(prosess\w*|arbeidsm[åe]te\w*|arbeidsprosess\w*|metode\w*|m[åe]tar? å|m[åe]ter å|organisering\w*|gjennomføring\w*|byggemetode\w*|"
    r"process(?:es)?|ways? of|methods?|workflows?|work processes)\b",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"\b(produkt\w*|vare(?:r|n|ne)?|utstyr\w*|tjeneste\w*|teneste\w*|sensor\w*|teknologi\w*|materiale?\w*|kjøretøy\w*|hjelpemid\w*|system\w*|"
    r"products?|goods|equipment|services?|technolog(?:y|ies)|materials?|vehicles?|devices?|systems?)\b",
    re.IGNORECASE,
)
_SAID_NO = re.compile(
    r"\b(ikke|ikkje|ingen|ingenting|uten|utan|not|no|never|without|nor)\b(?:\W+\w+){0,4}\W*$", re.IGNORECASE
)
_NOT_THERE = frozenset({"not-on-the-market"})  # says "not" itself
_END = re.compile(r"(?<=[.!?])\s+|\n+")
_MOST_WORDS = 300  # signs of a sentence that are told


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code, the sentence that speaks for it, and the field it stands in (title, description …, or the code's own field). `declared`: the
    buyer has given the code already. `sure`: the sign counts by itself; otherwise somebody has to look. The words stand in
    `notice.texts[text_index].content[begins:ends]` but for their spaces; `text_index` is −1 for a code."""

    code: str
    words: str
    field: str
    sign: str
    declared: bool = False
    sure: bool = True
    text_index: int = -1
    begins: int = 0
    ends: int = 0


@dataclass(frozen=True, slots=True)
class Advice:
    """The proposals, declared ones first, one for each code; and the class with the words that speak for it ("" for none)."""

    proposals: tuple[Proposal, ...]
    klass: Class
    because: tuple[Proposal, ...] = ()


def advise(notice: Notice, signs: Catalogue) -> Advice:
    """What the notice's codes and words speak for. Never raises; a notice that says nothing gets the class "none"."""
    seen = [one for one in find(notice, signs).evidence if not _is_denied(notice, one)]
    found = [*_declared(notice), *_proposed(notice, seen)]
    first: dict[str, Proposal] = {}
    for one in sorted(found, key=lambda one: (not one.declared, not one.sure)):
        first.setdefault(one.code, one)
    proposals = tuple(sorted(first.values(), key=lambda one: (not one.declared, CODES.index(one.code))))
    klass, because = _class(notice, seen, proposals)
    return Advice(proposals, klass, because)


def _declared(notice: Notice) -> Iterator[Proposal]:
    for code in notice.codes:
        if code.field == "BT-776" and code.value in CODES:
            yield Proposal(code.value, code.value, "BT-776", "declared-by-code", declared=True)


def _proposed(notice: Notice, seen: Iterable[Evidence]) -> Iterator[Proposal]:
    for one in seen:
        told = _told(notice, one)
        words, sure = told.words, told.sure
        for code in _FROM_SIGN.get(one.signal, ()):
            yield replace(told, code=code)
        if sure and one.text_index >= 0 and one.signal in DEVELOPS | SOUGHT:
            # the kind of thing is read in the very sentence that says that it is new; it is for a person to look at
            if _PROCESS.search(words):
                yield replace(told, code="proc-innov", sure=False)
            if _PRODUCT.search(words):
                yield replace(told, code="prod-innov", sure=False)


def _class(
    notice: Notice, seen: Iterable[Evidence], proposals: Iterable[Proposal]
) -> tuple[Class, tuple[Proposal, ...]]:
    """The way that asks most of the market of those something speaks for. What the buyer declared counts like a counted sign; BT-06 alone says
    that innovation is meant, and not which."""
    groups: dict[Class, list[Proposal]] = {
        "procurement-of-innovation": [],
        "innovative-solution": [],
        "innovation-friendly": [],
    }
    for one in proposals:
        if one.declared:
            groups["procurement-of-innovation" if one.code == "rd-act" else "innovative-solution"].append(one)
    for item in seen:
        told = _told(notice, item)
        if item.signal in DEVELOPS:
            groups["procurement-of-innovation"].append(told)
        elif item.signal in SOUGHT or (item.signal == "declared-by-code" and item.field == "BT-06"):
            groups["innovative-solution" if item.weight == "counted" else "innovation-friendly"].append(told)
        elif item.signal in FRIENDLY:
            groups["innovation-friendly"].append(told)
    for klass, because in groups.items():
        if because:
            return klass, tuple(because)
    return "none", ()


def _is_denied(notice: Notice, one: Evidence) -> bool:
    """Whether the sentence says that it is *not* so: a "not" shortly before the words, in the same sentence."""
    if one.text_index < 0 or one.signal in _NOT_THERE:
        return False
    text = notice.texts[one.text_index].content
    begins, _ends = _bounds(text, one.start)
    return bool(_SAID_NO.search(text[begins : one.start]))


def _told(notice: Notice, one: Evidence) -> Proposal:
    """What a sign says, of no code yet, with the sentence that holds its words on one line; of a very long one what stands around them."""
    sure = one.weight == "counted"
    if one.text_index < 0:
        return Proposal("", one.text, one.field, one.signal, sure=sure)
    text = notice.texts[one.text_index].content
    begins, ends = _bounds(text, one.start)
    if ends - begins > _MOST_WORDS:
        begins, ends = max(begins, one.start - _MOST_WORDS // 2), min(ends, one.end + _MOST_WORDS // 2)
    words = " ".join(text[begins:ends].split())
    return Proposal("", words, one.field, one.signal, sure=sure, text_index=one.text_index, begins=begins, ends=ends)


def _bounds(text: str, at: int) -> tuple[int, int]:
    begins = 0
    for end in _END.finditer(text):
        if end.start() >= at:
            return begins, end.start()
        begins = end.end()
    return begins, len(text)
