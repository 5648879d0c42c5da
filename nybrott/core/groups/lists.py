"""The lines of a list of organisations, as people write and export them."""

import csv
import re
import unicodedata
from dataclasses import dataclass

LONGEST_SHOWN = 120
_LONGEST_ROW = 1_000


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
    rows = [(place, row) for place, row in enumerate(text.splitlines(), 1) if _tidy(row).strip(" ;,\t\"'")]
    if len(rows) > 1 and all(
        part.casefold() in _HEADINGS for part in map(_bare, re.split("[;,\t]", _tidy(rows[0][1]))) if part
    ):
        rows = rows[1:]
    return [line_of(row, place) for place, row in rows]


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


def line_of(row: str, place: int = 1) -> Line:
    """What one line says."""
    parts = _parts(_tidy(row))
    number = next((number for part in parts if (number := _as_number(part))), "")
    return Line(place, number, next((part for part in parts if not _as_number(part)), ""))
