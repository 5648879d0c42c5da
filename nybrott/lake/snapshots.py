"""A snapshot as a file: what its lines are, how they are written, and how each change to one is seen.

A snapshot is one text file of JSON lines (UTF-8, keys sorted, no spaces), so that anybody can read it, two of them can
be compared line by line, and no compression stands between the same content and the same bytes. In this order:

    {"is":"snapshot", …}   what was asked and when it was frozen; which measures, groupings and tables follow
    {"is":"lake", …}       the state of the lake: generation, version of the signs, coverage, how much was not read
    {"is":"measure", …}    one for each measure: version, fingerprint, SQL text, figures and their units
    {"is":"table", …}      a table's columns and types and how many rows follow, then
    {"is":"row", …}        each row: its table, its number from 1, its values in the order of the columns
    {"is":"figures", …}    one for each measure and grouping: what was asked and the answer
    {"is":"seal", …}       how many lines stand before it, and the SHA-256 of their bytes

`check` in every line is the beginning of the SHA-256 of the line without it: it says which line is not as it was.
The seal says whether anything is; it is what `sha256sum` gives for all lines but the last.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, TypeVar

from nybrott.core.measures import Measure

FORMAT = 1
LARGEST = 256 * 1024 * 1024
LONGEST_LINE = 4 * 1024 * 1024

TYPES = ("VARCHAR", "VARCHAR[]", "DATE", "BIGINT", "INTEGER", "SMALLINT", "BOOLEAN", "DOUBLE")

_CHECKED = 16
_MOST_NAMES = 400  # of measures, tables, columns, groupings
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_Shape = TypeVar("_Shape")


class Damaged(Exception):
    """A file that is no snapshot, or not the one that was frozen. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose figures, and for which years (both are in). `buyers` are addresses in the lake: organisation numbers."""

    buyers: tuple[str, ...]
    country: str
    first_year: int
    last_year: int

    def where(self) -> dict[str, object]:
        """The same as a measure's conditions."""
        return {"buyer": list(self.buyers), "country": self.country, "from": self.first_year, "to": self.last_year}

    def groupings(self) -> tuple[tuple[str, ...], ...]:
        """How every figure is frozen: in all and by year, and the same for each buyer when there are several."""
        if len(self.buyers) == 1:
            return (), ("year",)
        return (), ("year",), ("buyer",), ("buyer", "year")


@dataclass(frozen=True, slots=True)
class Defined:
    """A measure as it was when the figures were counted. `figures` are (id, unit), in the order of the answer."""

    id: str
    version: int
    fingerprint: str
    sql: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One measure asked in one way. `group` and `where` stand in the places of the measure's SQL; `values` are its
    parameters; `rows` the answer."""

    measure: str
    by: tuple[str, ...]
    group: str
    where: str
    values: Mapping[str, object]
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def sql(self, template: str) -> str:
        """What is asked, in full."""
        return template.replace("{group}", self.group).replace("{where}", self.where)


def line(kind: str, **said: object) -> bytes:
    """One line of a snapshot, with its check."""
    record: dict[str, object] = {"is": kind} | said
    return _written(record | {"check": _check(record)})


def question_line(one: Question) -> bytes:
    """The line of a question and its answer."""
    return line(
        "figures", measure=one.measure, by=one.by, group=one.group, where=one.where, values=one.values,
        columns=one.columns, rows=one.rows,
    )  # fmt: skip


def seal(lines: Sequence[bytes]) -> bytes:
    """The last line, over all others."""
    return line("seal", lines=len(lines), sha256=hashlib.sha256(b"".join(lines)).hexdigest())


def _written(record: Mapping[str, object]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def _check(record: Mapping[str, object]) -> str:
    return hashlib.sha256(_written(record)).hexdigest()[:_CHECKED]


@dataclass(frozen=True, slots=True)
class Sealed:
    """The SHA-256 of all lines but the seal, and whether the seal says the same."""

    sha256: str
    fits: bool


class Lines:
    """Reads a snapshot line by line. Whatever is not as it was written raises `Damaged`, naming the first such thing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._number = 0

    def take(self, kind: str, what: str, shaped: Callable[[Mapping[str, Any]], _Shape], **known: object) -> _Shape:
        """The next line, which must be of this kind and say what is known of it; `what` names it for a person."""
        record = self._next(what)
        if record["is"] != kind or any(record.get(name) != value for name, value in known.items()):
            raise Damaged(f"{what} is missing: line {self._number} is another.")
        try:
            return shaped(record)
        except (KeyError, TypeError, ValueError, OverflowError):
            raise Damaged(f"{what} does not say what it should (line {self._number}).") from None

    def rows(self, table: str, count: int) -> Iterator[list[Any]]:
        """The values of a table's rows, which are numbered from 1."""
        for number in range(1, count + 1):
            yield self.take("row", f"Row {number} of {table}", _values, table=table, number=number)

    def end(self) -> "Sealed":
        """What the seal says, when nothing follows it."""
        lines, sha256 = self._number, self._digest.hexdigest()
        said = self.take("seal", "The seal (the last line)", dict)
        if self._file.read(1):
            raise Damaged(f"Something has been added after the seal (line {self._number}).")
        return Sealed(sha256, (said.get("lines"), said.get("sha256")) == (lines, sha256))

    def _next(self, what: str) -> dict[str, Any]:
        raw = self._file.readline(LONGEST_LINE + 1)
        self._number += 1
        if not raw and self._number > 1:
            raise Damaged(f"The file is cut off: {_small(what)} is missing after line {self._number - 1}.")
        if len(raw) > LONGEST_LINE:
            raise Damaged(f"Line {self._number} is longer than any line of a snapshot.")
        record = _record(raw)
        if self._number == 1 and (record is None or record.get("is") != "snapshot"):
            raise Damaged("The file is not a snapshot.")
        if not raw.endswith(b"\n"):
            raise Damaged(f"The file is cut off in line {self._number}: {_small(what)} is not whole.")
        if record is None:
            raise Damaged(f"Line {self._number} cannot be read any more; {_small(what)} should stand there.")
        if not _is_whole(record, raw):
            raise Damaged(f"{_altered(record, what)} has been altered (line {self._number}).")
        self._digest.update(raw)
        return record


def _record(raw: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _is_whole(record: dict[str, Any], raw: bytes) -> bool:
    rest = {name: value for name, value in record.items() if name != "check"}
    try:
        return isinstance(record.get("is"), str) and record.get("check") == _check(rest) and raw == _written(record)
    except (ValueError, RecursionError):  # a number that JSON does not know, half a surrogate pair
        return False


def _altered(record: Mapping[str, Any], what: str) -> str:
    """Of a measure's definition, which part it is that was altered."""
    version, sql, fingerprint = (record.get(name) for name in ("version", "sql", "fingerprint"))
    if record.get("is") != "measure" or not isinstance(version, int) or not isinstance(sql, str):
        return what
    return what if Measure.fingerprint_of(version, sql) == fingerprint else f"{what} (its SQL text or version)"


def _small(what: str) -> str:
    return what[:1].lower() + what[1:]


def _values(record: Mapping[str, Any]) -> list[Any]:
    values = record["values"]
    if not isinstance(values, list):
        raise TypeError
    return values


# --- what each kind of line says; a mistake raises KeyError, TypeError or ValueError, which `Lines` puts into words ---


@dataclass(frozen=True, slots=True)
class Head:
    asked: Asked
    frozen_on: date
    measures: tuple[str, ...]
    by: tuple[tuple[str, ...], ...]
    tables: tuple[str, ...]


def head_of(record: Mapping[str, Any]) -> Head:
    if record["format"] != FORMAT:
        raise Damaged("The snapshot was made by another version of Nybrott, which reads it.")
    asked = Asked(_texts(record["buyers"]), _text(record["country"]), _whole(record["from"]), _whole(record["to"]))
    by = tuple(_texts(one) for one in record["by"])
    if not asked.buyers or len(by) > _MOST_NAMES:
        raise ValueError
    measures, tables = _names(record["measures"]), _names(record["tables"])
    return Head(asked, date.fromisoformat(record["frozen_on"]), measures, by, tables)


def state_of(record: Mapping[str, Any]) -> tuple[str, str, Mapping[str, object]]:
    if not isinstance(record["coverage"], dict):
        raise TypeError
    return _text(record["generation"]), _text(record["rules"]), record["coverage"]


def defined_of(record: Mapping[str, Any]) -> Defined:
    figures = tuple((_text(column), _text(unit)) for column, unit in record["figures"])
    return Defined(
        _text(record["id"]), _whole(record["version"]), _text(record["fingerprint"]), _text(record["sql"]), figures
    )


def columns_of(record: Mapping[str, Any]) -> tuple[dict[str, str], int]:
    columns = {_text(name): _text(kind) for name, kind in record["columns"]}
    count = _whole(record["rows"])
    if _names(list(columns)) != tuple(columns) or len(columns) != len(record["columns"]) or count < 0:
        raise ValueError
    if not set(columns.values()) <= set(TYPES):
        raise ValueError
    return columns, count


def question_of(record: Mapping[str, Any]) -> Question:
    rows = record["rows"]
    columns = _texts(record["columns"])
    if not isinstance(record["values"], dict) or not all(isinstance(row, list) for row in rows):
        raise TypeError
    if not all(len(row) == len(columns) for row in rows):
        raise ValueError
    return Question(
        _text(record["measure"]), _texts(record["by"]), _text(record["group"]), _text(record["where"]),
        record["values"], columns, tuple(tuple(row) for row in rows),
    )  # fmt: skip


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _MOST_NAMES:
        raise TypeError
    return tuple(_text(one) for one in value)


def _names(value: object) -> tuple[str, ...]:
    names = _texts(value)
    if len(set(names)) != len(names) or not all(_NAME.fullmatch(name) for name in names):
        raise ValueError
    return names
