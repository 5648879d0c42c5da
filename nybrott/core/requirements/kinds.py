"""Which kind a requirement seems to be, with the words that speak for it."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nybrott.core.wording import check

KINDS = ("functional", "performance", "solution", "other")
_ONE_WAY = frozenset(("brand", "product", "solution"))  # rules of the language checker that see a way of solving it
_LONGEST = 2_000  # characters that are read; a requirement is a sentence or three


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that speak for a kind: `text[start:end]`."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """The kind a text seems to be, one of `KINDS`, and every sign seen, in the order of the text.

    A text without any sign has the kind "": nothing is proposed."""

    kind: str
    language: str
    signs: tuple[Sign, ...]

    @property
    def speaking(self) -> tuple[Sign, ...]:
        """The signs that speak for the kind proposed."""
        return tuple(sign for sign in self.signs if sign.kind == self.kind)


@dataclass(frozen=True, slots=True)
class _Words:
    """What `catalogue/kinds.toml` says, ready to be looked for; by language where languages differ."""

    able: dict[str, re.Pattern[str]]
    other: dict[str, re.Pattern[str]]
    offering: dict[str, re.Pattern[str]]
    papers: dict[str, re.Pattern[str]]
    means: dict[str, re.Pattern[str]]
    when: re.Pattern[str]
    technology: re.Pattern[str]
    measured: re.Pattern[str]


def propose(text: str) -> Proposal:
    """The kind a requirement seems to be. The same for the same text; only its first 2,000 characters are read.

    What is asked of who offers is "other", or a performance when it is measured; what is said of prices and papers is
    "other". Then, in this order: a law or a standard, when nothing is made possible (other); a way of solving it is named
    (solution); a number with its unit (performance); something is made possible (functional). Nothing seen: "".

    A way of solving it that is only named in telling when, or of whom, is none: “is told when a passenger with a wheelchair waits”."""
    read, words = text[:_LONGEST], _words()
    checked = check(read)
    language = checked.language
    low = read.lower() if len(read.lower()) == len(read) else read
    signs = [Sign("solution", one.start, one.end) for one in checked.remarks if one.rule in _ONE_WAY]
    signs += [*_seen("solution", words.technology, low), *_seen("solution", words.means[language], low)]
    signs += [*_seen("performance", words.measured, low), *_seen("functional", words.able[language], low)]
    signs = [*_without_when(signs, words.when, low), *_seen("other", words.other[language], low)]
    offers, papers = words.offering[language].match(low), words.papers[language].match(low)
    begins = papers or offers
    if begins:
        signs.append(Sign("other", begins.start(), begins.end()))
    return Proposal(
        _chosen({sign.kind for sign in signs}, offers is not None, papers is not None), language, _in_order(signs)
    )


def _chosen(seen: set[str], offers: bool, papers: bool) -> str:
    if papers:
        return "other"
    if offers:
        return "performance" if "performance" in seen else "other"
    if "other" in seen and "functional" not in seen and "solution" not in seen:
        return "performance" if "performance" in seen else "other"
    return next((kind for kind in ("solution", "performance", "functional", "other") if kind in seen), "")


def _without_when(signs: list[Sign], when: re.Pattern[str], text: str) -> list[Sign]:
    """Without the ways of solving it that stand where it is told when or of whom."""
    able = min((sign.end for sign in signs if sign.kind == "functional"), default=len(text))
    turn = when.search(text, able)
    return signs if turn is None else [sign for sign in signs if sign.kind != "solution" or sign.start < turn.start()]


def _seen(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Sign]:
    return (Sign(kind, found.start(), found.end()) for found in pattern.finditer(text))


def _in_order(signs: Sequence[Sign]) -> tuple[Sign, ...]:
    """By place; of two for the same kind that share letters the longer stays."""
    kept: list[Sign] = []
    for sign in sorted(signs, key=lambda one: (one.start - one.end, one.start)):
        if not any(sign.kind == one.kind and sign.start < one.end and one.start < sign.end for one in kept):
            kept.append(sign)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end, one.kind)))


@cache
def _words() -> _Words:
    """The lists, read once."""
    said = tomllib.loads((files("nybrott.core.requirements") / "catalogue" / "kinds.toml").read_text(encoding="utf-8"))
    units, number = said["units"], rf"(?:(?<![\d.,])\d[\d.,  ]{{0,20}}|\b(?:{'|'.join(said['units']['numbers'])})\b)"
    bounds = "|".join(re.escape(one) for one in units["bounds"])
    measured = (
        rf"{number}[ \xa0-]?(?:{'|'.join(units['any'])})(?!\w)|"
        rf"\b(?:{bounds}) {number}[ \xa0]?(?:{'|'.join(units['bounded'])})(?!\w)"
    )
    by = {
        part: {code: _whole(said[part][code]) for code in ("nb", "nn", "en")}
        for part in ("able", "other", "offering", "papers", "means")
    }
    plain = "|".join(units["plain"])
    return _Words(
        **by, when=_whole(said["when"]["any"]), technology=_whole(said["technology"]["any"]),
        measured=re.compile(rf"{measured}|(?<!\w)(?:{plain})(?!\w)"),
    )  # fmt: skip


def _whole(terms: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(terms)})(?!\w)")
