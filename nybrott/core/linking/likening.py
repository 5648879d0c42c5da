"""How alike two announcements of one buyer are, and why.

A title is taken apart into words by their stems. Norwegian compounds meet by their runs of four letters: barneskole
and skole, velferdsteknologi and velferdsteknologiløsning. Words of the form (invitasjon, dialogkonferanse, anskaffelse)
do not count, words that any title may say (drift, system, ny) count little, years and case numbers not at all.

Two things speak against any likeness. When each title says a word the other does not, they are sisters, not the same:
eksamen i hudpleie, eksamen i fotpleie. And so when each has another number or letter: rode 4, rode 7; fløy B, fløy C.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from nybrott.core.language import stem
from nybrott.core.linking.rules import Rules, rules

_WORD = re.compile(r"[^\W_]+")
# 2021/4123, 22/2004, K-189681, R01111, 20200066: how an archive names a case, not what is bought
_CASE = re.compile(r"\b\d{2,4}/\d+\b|\b[^\W\d_]{0,4}-?\d{5,}\b|\b\w*\d{5,}\w*\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN = re.compile(r"[IVX]{1,4}")
_RUN = 4
_LONGEST_TITLE = 500  # characters of a title that are looked at


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is compared of a notice. `cpv` holds its codes (digits), the main one first."""

    key: str
    title: str
    published_on: date
    cpv: tuple[str, ...] = ()
    buyer_name: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike (0 to 1) and why: `shared` are the words of the dialogue's title that the competition's says too,
    `cpv_digits` how many first digits the closest CPV codes share (8: the same code; None: one notice has no code)."""

    score: float
    shared: tuple[str, ...]
    cpv_digits: int | None


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart: stems that say what is bought, those that any title may say, those of the buyer's own name
    (which say only where), and its numbers and single letters. `said` are the strong stems' words as they stand."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    own: tuple[str, ...]
    marks: frozenset[str]
    said: tuple[str, ...]


def likeness(dialogue: Announcement, competition: Announcement) -> Likeness | None:
    """How alike a dialogue and a competition of the same buyer are; None when something speaks against it, or nothing
    for it. Days are not looked at."""
    known = rules()
    return compare(
        read_title(dialogue.title, dialogue.buyer_name, known), dialogue.cpv,
        read_title(competition.title, competition.buyer_name, known), competition.cpv, known,
    )  # fmt: skip


def read_title(title: str, buyer_name: str, known: Rules) -> Title:
    """A title's words, sorted by how much they say."""
    own_name = {stem(word) for word in _WORD.findall(buyer_name)}
    strong: dict[str, str] = {}
    weak: dict[str, None] = {}
    own: dict[str, None] = {}
    marks: set[str] = set()
    for word in _WORD.findall(_CASE.sub(" ", title[:_LONGEST_TITLE])):
        if _is_mark(word):
            marks.add(word.lower().lstrip("0") or "0")
            continue
        stemmed = stem(word)
        if len(stemmed) < 2 or stemmed in known.boilerplate or _YEAR.fullmatch(word):
            continue
        if stemmed in own_name:
            own[stemmed] = None
        elif stemmed in known.weak:
            weak[stemmed] = None
        else:
            strong.setdefault(stemmed, word.lower())
    return Title(tuple(strong), tuple(weak), tuple(own), frozenset(marks), tuple(strong.values()))


def _is_mark(word: str) -> bool:
    """A number of a lot, a round or a road; a letter of a wing or a phase."""
    if len(word) <= 3 and any(sign.isdigit() for sign in word):
        return True
    return (len(word) == 1 and word.isupper()) or bool(_ROMAN.fullmatch(word))


def compare(
    dialogue: Title, dialogue_cpv: tuple[str, ...], competition: Title, competition_cpv: tuple[str, ...], known: Rules
) -> Likeness | None:
    """`likeness` of titles that were taken apart."""
    if not dialogue.strong or not competition.strong or _speaks_against(dialogue, competition, known):
        return None
    there, back = _shared(dialogue, competition, known), _shared(competition, dialogue, known)
    digits = _digits(dialogue_cpv, competition_cpv)
    letters = min(sum(map(len, there)), sum(map(len, back)))
    if not letters or (letters < known.short_title and (digits or 0) < known.short_title_digits):
        return None
    ours, theirs = _covered(dialogue, competition, known), _covered(competition, dialogue, known)
    titles = 2 * ours * theirs / (ours + theirs)
    closeness = known.cpv_unknown if digits is None else known.cpv[digits]
    score = known.title_weight * titles + (1 - known.title_weight) * closeness
    return Likeness(round(score, 4), there, digits)


def _shared(one: Title, other: Title, known: Rules) -> tuple[str, ...]:
    """The strong words of a title that the other says too, as they stand."""
    return tuple(
        word for stemmed, word in zip(one.strong, one.said, strict=True) if _is_said(stemmed, other.strong, known)
    )


def _speaks_against(one: Title, other: Title, known: Rules) -> bool:
    if one.marks and other.marks and not (one.marks <= other.marks or other.marks <= one.marks):
        return True
    return any(
        _any_unsaid(mine, all_theirs, known) and _any_unsaid(theirs, all_mine, known)
        for mine, all_theirs, theirs, all_mine in (
            (one.strong, other.strong, other.strong, one.strong),
            (one.own, other.own, other.own, one.own),
        )
    )


def _any_unsaid(words: Iterable[str], others: tuple[str, ...], known: Rules) -> bool:
    return any(not _is_said(word, others, known) for word in words)


def _is_said(word: str, others: tuple[str, ...], known: Rules) -> bool:
    """Whether a word, or a compound with it, or the most of it, stands among others."""
    return any(_inside(word, other) >= known.same_word for other in others)


def _covered(one: Title, other: Title, known: Rules) -> float:
    """Which share of a title's letters the other says too, word by word; weak words' letters count less."""
    whole = said = 0.0
    for words, others, weight in ((one.strong, other.strong, 1.0), (one.weak, other.weak, known.weak_weight)):
        for word in words:
            whole += weight * len(word)
            said += weight * len(word) * max((_alike(word, another) for another in others), default=0.0)
    return said / whole


@lru_cache(maxsize=10_000)
def runs(word: str) -> frozenset[str]:
    """The runs of four letters in a word; of a shorter word the word itself."""
    if len(word) <= _RUN:
        return frozenset((word,))
    return frozenset(word[at : at + _RUN] for at in range(len(word) - _RUN + 1))


def _inside(one: str, other: str) -> float:
    """Which share of the shorter word's runs the longer has."""
    if one == other:
        return 1.0
    mine, theirs = runs(one), runs(other)
    return len(mine & theirs) / min(len(mine), len(theirs))


def _alike(one: str, other: str) -> float:
    """The share of runs two words have in common."""
    if one == other:
        return 1.0
    mine, theirs = runs(one), runs(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def _digits(ours: tuple[str, ...], theirs: tuple[str, ...]) -> int | None:
    """How many first digits the closest codes share, where at least one of the two is its notice's main code. Noughts
    at the end say nothing (72000000 is only 72), unless the codes are the same."""
    if not ours or not theirs:
        return None
    pairs = [(ours[0], code) for code in theirs] + [(code, theirs[0]) for code in ours]
    return max(_shared_digits(one, other) for one, other in pairs)


def _shared_digits(one: str, other: str) -> int:
    one, other = one[:8], other[:8]
    if one == other:
        return 8
    count = 0
    for mine, theirs in zip(one.rstrip("0").ljust(2, "0"), other.rstrip("0").ljust(2, "0"), strict=False):
        if mine != theirs:
            break
        count += 1
    return count
