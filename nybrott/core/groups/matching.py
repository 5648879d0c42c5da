"""Who is meant by a line of a list: by number, by name, or by some words of the name."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from nybrott.core.groups.lists import Line

MOST_CHOICES = 8
NAME_ONLY = "name-"  # so begins what stands for a number where notices give only a name


class Named(Protocol):
    """An organisation: `ref` is its number (or what stands for one) within its country."""

    @property
    def ref(self) -> str: ...

    @property
    def name(self) -> str: ...


Row = TypeVar("Row", bound=Named)

Outcome = Literal["found", "name", "part", "again", "several", "unknown"]


@dataclass(frozen=True, slots=True)
class Match(Generic[Row]):
    """What became of a line: "found" by its number, by its whole "name" or a "part" of it, named "again", "several"
    that could be meant, or "unknown". `organisations` are the one found or the several (at most `MOST_CHOICES`)."""

    line: Line
    outcome: Outcome
    organisations: tuple[Row, ...] = ()


class Index(Generic[Row]):
    """Finds organisations of a country by number, name or words of the name."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.by_ref = {row.ref: row for row in rows}
        self._by_name: dict[str, list[Row]] = {}
        self._by_word: dict[str, set[str]] = {}
        for row in rows:
            folded = _folded(row.name)
            self._by_name.setdefault(folded, []).append(row)
            for word in folded.split():
                self._by_word.setdefault(word, set()).add(row.ref)

    def named(self, name: str) -> tuple[Literal["name", "part"], list[Row]]:
        """Those of exactly that name, rather the one with a number; else those whose names have all its words."""
        folded = _folded(name)
        if folded in self._by_name:
            return "name", _numbered(self._by_name[folded])
        words = folded.split()
        refs = set.intersection(*(self._by_word.get(word, set()) for word in words)) if words else set()
        return "part", [self.by_ref[ref] for ref in self.by_ref if ref in refs] if refs else []

    def match(self, line: Line) -> Match[Row]:
        """Who is meant: by number first; by name where no number is known."""
        if line.number and (row := self.by_ref.get(line.number)):
            return Match(line, "found", (row,))
        how, rows = self.named(line.name) if line.name else ("part", [])
        if len(rows) > 1:
            return Match(line, "several", tuple(rows[:MOST_CHOICES]))
        return Match(line, how, tuple(rows)) if rows else Match(line, "unknown")

    def matches(self, lines: Iterable[Line]) -> list[Match[Row]]:
        """Each line with what became of it; an organisation that came before is "again"."""
        seen: set[str] = set()
        made: list[Match[Row]] = []
        for line in lines:
            match = self.match(line)
            if match.outcome in ("found", "name", "part"):
                if match.organisations[0].ref in seen:
                    match = Match(line, "again", match.organisations)
                seen.add(match.organisations[0].ref)
            made.append(match)
        return made


def _numbered(rows: list[Row]) -> list[Row]:
    """The one with a number, where the others of that name only stand in notices that give none; else all of them."""
    numbered = [row for row in rows if not row.ref.startswith(NAME_ONLY)]
    return numbered if len(numbered) == 1 else rows


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", name).casefold()).split())
