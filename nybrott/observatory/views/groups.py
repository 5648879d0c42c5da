"""Groups of organisations: how one is written in an address, and how a list somebody pasted becomes one.

A group is kept nowhere on the server. It is written as `NO-310400009.310400017~SE-5560160680`; a long one packs its
Norwegian numbers (`NO_…`), some four letters each.
"""

import csv
import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nybrott.lake.shapes import OrganisationRow
from nybrott.observatory import queries

MOST_MEMBERS = 2_000
LONGEST_ADDRESS = 2_000  # what every browser, proxy and letter carries
LONGEST_SHOWN = 120
MOST_CHOICES = 8

_SIGNS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}
_MORE = 32  # a sign from here on is followed by more of the same number
_REF = re.compile(r"[a-z0-9-]{1,80}")
_PACKABLE = re.compile(r"\d{9}")
_LONGEST = 200_000
_LONGEST_ROW = 1_000


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """An organisation by its address in the lake."""

    country: str
    ref: str


# --- in an address ---


def written(group: Iterable[Member]) -> str:
    """The group as text for an address: in order, each organisation once."""
    by_country: dict[str, list[str]] = {}
    for member in sorted(set(group)):
        by_country.setdefault(member.country, []).append(member.ref)
    plain = "~".join(f"{country}-{'.'.join(refs)}" for country, refs in by_country.items())
    return plain if len(plain) <= LONGEST_ADDRESS // 2 else "~".join(_packed(by_country))


def _packed(by_country: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for country, refs in by_country.items():
        numbers = [int(ref) for ref in refs if _PACKABLE.fullmatch(ref)]
        others = [ref for ref in refs if not _PACKABLE.fullmatch(ref)]
        if numbers:
            steps = [number - before for before, number in zip([0, *numbers], numbers, strict=False)]
            yield f"{country}_{''.join(_signs(step) for step in steps)}"
        if others:
            yield f"{country}-{'.'.join(others)}"


def _signs(number: int) -> str:
    out = ""
    while True:
        number, five = number >> 5, number & 31
        out += _SIGNS[five + (_MORE if number else 0)]
        if not number:
            return out


def read(text: str) -> tuple[Member, ...] | None:
    """The group an address holds, in order; None when it cannot be understood or is larger than a group may be."""
    members: set[Member] = set()
    if len(text) > _LONGEST:
        return None
    for part in text.split("~") if text else []:
        country, kind, rest = part[:2], part[2:3], part[3:]
        refs = _unpacked(rest) if kind == "_" else rest.split(".") if kind == "-" else None
        if refs is None or not (country.isascii() and country.isalpha() and country.isupper() and len(country) == 2):
            return None
        if not all(_REF.fullmatch(ref) for ref in refs):
            return None
        members.update(Member(country, ref) for ref in refs)
    return tuple(sorted(members)) if len(members) <= MOST_MEMBERS else None


def _unpacked(text: str) -> list[str] | None:
    refs: list[str] = []
    total = number = place = 0
    for sign in text:
        if sign not in _VALUES:
            return None
        value = _VALUES[sign]
        number |= (value & 31) << place
        place += 5
        if value < _MORE:
            total += number
            if total > 999_999_999 or len(refs) >= MOST_MEMBERS:
                return None
            refs.append(f"{total:09d}")
            number = place = 0
        elif place > 30:
            return None
    return refs if place == 0 and refs else None


# --- from a list ---


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: where it stood (from 1), the number and the name it gives; one of them may be empty."""

    place: int
    number: str
    name: str

    @property
    def shown(self) -> str:
        """What the line says, fit to be shown: no control or direction signs, not too long."""
        both = " · ".join(filter(None, (self.number, self.name)))
        return both if len(both) <= LONGEST_SHOWN else f"{both[:LONGEST_SHOWN]} …"


_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_NUMBER = re.compile(r"(?:NO)?[\s.]*((?:\d[\s.]*){9})(?:MVA)?", re.I)
_OTHER_NUMBER = re.compile(r"(?=.*\d.*\d.*\d)[A-Za-z]{0,3}[\d\s.-]+")
_HEADINGS = {
    "nr", "number", "no", "organisation number", "organisasjonsnummer", "orgnr", "org.nr", "org.nr.", "org nr", "nummer",
    "name", "navn", "namn", "organisation", "organisasjon", "kommune", "virksomhet", "verksemd", "oppdragsgiver",
}  # fmt: skip


def lines_of(text: str) -> list[Line]:
    """The lines that say something: `number`, `name`, or both with a semicolon, a tab or a comma between.

    A first line that only names its columns is left out. Quotation marks around a part are taken off.
    """
    rows = [(place, _tidy(row)) for place, row in enumerate(text.splitlines(), 1)]
    rows = [(place, row) for place, row in rows if row.strip(" ;,\t\"'")]
    if rows and all(part.casefold() in _HEADINGS for part in _parts(rows[0][1])):
        rows = rows[1:]
    return [_line(place, row) for place, row in rows]


def _tidy(row: str) -> str:
    return "".join(sign for sign in row if sign == "\t" or unicodedata.category(sign) not in _INVISIBLE).strip(" ")


def _parts(row: str) -> list[str]:
    row = row[:_LONGEST_ROW]
    sign = next((sign for sign in (";", "\t") if sign in row), "")
    parts = next(csv.reader([row], delimiter=sign), []) if sign else [row]
    if not sign and "," in row and _as_number(_bare(row.partition(",")[0])):
        parts = list(row.partition(",")[::2])
    elif not sign and "," in row and _as_number(_bare(row.rpartition(",")[2])):
        parts = list(row.rpartition(",")[::2])
    return [bare for part in parts if (bare := _bare(part))]


def _bare(part: str) -> str:
    return " ".join(part.strip().strip("\"'").split())


def _as_number(part: str) -> str:
    """The organisation number in a part of a line as the lake writes it; empty when the part is none."""
    if found := _NUMBER.fullmatch(part):
        return re.sub(r"\D", "", found.group(1))
    return re.sub(r"[\s.]", "", part).lower() if _OTHER_NUMBER.fullmatch(part) else ""


def _line(place: int, row: str) -> Line:
    parts = _parts(row)
    number = next((number for part in parts if (number := _as_number(part))), "")
    return Line(place, number, next((part for part in parts if not _as_number(part)), ""))


# --- who is meant ---

Outcome = Literal["found", "name", "part", "again", "several", "unknown"]


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a line: "found" by its number, by its whole "name" or a "part" of it, named "again", "several"
    that could be meant, or "unknown". `organisations` are the one found or the several (at most `MOST_CHOICES`)."""

    line: Line
    outcome: Outcome
    organisations: tuple[OrganisationRow, ...] = ()


class Index:
    """Finds organisations of a country by number, name or words of the name."""

    def __init__(self, rows: Sequence[OrganisationRow]) -> None:
        self.by_ref = {row.ref: row for row in rows}
        self._by_name: dict[str, list[OrganisationRow]] = {}
        self._by_word: dict[str, set[str]] = {}
        for row in rows:
            folded = _folded(row.name)
            self._by_name.setdefault(folded, []).append(row)
            for word in folded.split():
                self._by_word.setdefault(word, set()).add(row.ref)

    def named(self, name: str) -> tuple[Literal["name", "part"], list[OrganisationRow]]:
        """Those of exactly that name; else those whose names have all its words."""
        folded = _folded(name)
        if folded in self._by_name:
            return "name", self._by_name[folded]
        words = folded.split()
        refs = set.intersection(*(self._by_word.get(word, set()) for word in words)) if words else set()
        return "part", [self.by_ref[ref] for ref in self.by_ref if ref in refs] if refs else []

    def match(self, line: Line) -> Match:
        """Who is meant: by number first; by name where no number is known."""
        if line.number and (row := self.by_ref.get(line.number)):
            return Match(line, "found", (row,))
        how, rows = self.named(line.name) if line.name else ("part", [])
        if len(rows) > 1:
            return Match(line, "several", tuple(rows[:MOST_CHOICES]))
        return Match(line, how, tuple(rows)) if rows else Match(line, "unknown")

    def matches(self, lines: Iterable[Line]) -> list[Match]:
        """Each line with what became of it; an organisation that came before is "again"."""
        seen: set[str] = set()
        made: list[Match] = []
        for line in lines:
            match = self.match(line)
            if match.outcome in ("found", "name", "part"):
                if match.organisations[0].ref in seen:
                    match = Match(line, "again", match.organisations)
                seen.add(match.organisations[0].ref)
            made.append(match)
        return made


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", name).casefold()).split())


@lru_cache(maxsize=8)
def _index(folder: str, generation: str, country: str) -> Index:
    return Index(queries.buyers(country))


def index_of(country: str) -> Index:
    """The organisations of a country, ready to be found; made once for each generation of the lake."""
    held = queries.lake()
    return _index(str(held.folder), held.generation, country)
