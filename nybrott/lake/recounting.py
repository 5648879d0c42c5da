"""Counts a snapshot again: its rows into an empty DuckDB with every door shut, its SQL over them, and each figure
compared to the one that was frozen.

A snapshot may come from anybody. Its SQL is run only when it is one select, in a transaction that cannot write, in a
database in memory that reaches no file, no network and no extension, and not for long.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from threading import Timer
from typing import Any, BinaryIO

import duckdb
import pyarrow as pa

from nybrott.core.measures import Measure
from nybrott.lake.opened import shut_in
from nybrott.lake.snapshots import (
    LARGEST,
    Asked,
    Damaged,
    Defined,
    Lines,
    Question,
    columns_of,
    defined_of,
    head_of,
    question_line,
    question_of,
    state_of,
)

_SECONDS = 30.0
_MEMORY = "1GB"
_MOST_ROWS = 100_000  # of all answers together
_CHUNK = 5_000

SIGNS = ("market_dialogue", "innovation", "partnership", "friendly", "strict", "declared", "behavioural")


@dataclass(frozen=True, slots=True)
class Noted:
    """A notice behind the figures, with the signs and lenses it shows."""

    key: str
    title: str
    published_on: date | None
    stage: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot that is whole. `rows` counts all rows of its tables; `questions` are the figures."""

    asked: Asked
    frozen_on: date
    generation: str
    rules: str
    coverage: Mapping[str, object]
    measures: tuple[Defined, ...]
    questions: tuple[Question, ...]
    notices: tuple[Noted, ...]
    rows: int
    sha256: str

    @property
    def figures(self) -> int:
        """How many single figures there are."""
        named = {measure.id: len(measure.figures) for measure in self.measures}
        return sum(len(one.rows) * named[one.measure] for one in self.questions)


def verify(path: str | Path) -> Snapshot:
    """Read a snapshot and count every figure again. Raises `Damaged` with the first thing that differs."""
    try:
        if (size := Path(path).stat().st_size) > LARGEST:
            raise Damaged(f"{path} is no snapshot: it has {size} bytes, and none has more than {LARGEST}.")
        with Path(path).open("rb") as file:
            return recount(file)
    except OSError as trouble:
        raise Damaged(f"{path} cannot be read: {trouble.strerror}.") from None


def recount(file: BinaryIO) -> Snapshot:
    """`verify` of an open file."""
    lines = Lines(file)
    head = lines.take("snapshot", "The first line, what was asked,", head_of)
    state = lines.take("lake", "The line about the lake", state_of)
    measures = {
        name: lines.take("measure", f"The definition of {name}", defined_of, id=name) for name in head.measures
    }  # fmt: skip
    held = _Held()
    for table in head.tables:
        columns, count = lines.take("table", f"The head of the table {table}", columns_of, table=table)
        held.fill(table, columns, lines.rows(table, count))
    questions = []
    for name in head.measures:
        for by in head.by:
            what = f"The answer to {_told(name, by)}"
            questions.append(lines.take("figures", what, question_of, measure=name, by=list(by)))
            if sum(len(one.rows) for one in questions) > _MOST_ROWS:
                raise Damaged("The snapshot has more rows of figures than any has.")
    sealed = lines.end()
    for one in measures.values():
        if Measure.fingerprint_of(one.version, one.sql) != one.fingerprint:
            raise Damaged(f"The SQL text of {one.id} has been changed: it does not fit its fingerprint.")
    for question in questions:
        _compare(question, measures[question.measure], held)
    if not sealed.fits:
        raise Damaged("The seal does not fit what stands before it: a line was altered together with its check.")
    return Snapshot(
        head.asked, head.frozen_on, *state, tuple(measures.values()), tuple(questions), held.notices(), held.rows,
        sealed.sha256,
    )  # fmt: skip


def _compare(question: Question, measure: Defined, held: "_Held") -> None:
    """Raise when the answer is not the same, to the byte, as the rows and the SQL give."""
    told = _told(question.measure, question.by)
    if tuple(question.columns[len(question.columns) - len(measure.figures) :]) != tuple(f for f, _ in measure.figures):
        raise Damaged(f"The columns of {told} are not the figures of its definition.")
    again = held.answer(told, question.sql(measure.sql), question.values)
    counted = Question(
        question.measure, question.by, question.group, question.where, question.values, question.columns, again
    )
    try:
        if question_line(counted) == question_line(question):
            return
    except ValueError:
        raise Damaged(f"The answer to {told}, counted again, gives what is no figure.") from None
    if len(again) != len(question.rows):
        raise Damaged(
            f"The answer to {told} has {len(question.rows)} rows in the snapshot and {len(again)} when counted again."
        )
    for stored, now in zip(question.rows, again, strict=True):
        for at, column in enumerate(question.columns):
            if len(stored) != len(now) or repr(stored[at]) != repr(now[at]):
                said = stored[at] if len(stored) == len(now) else "not there"
                value = now[at] if at < len(now) else "not there"
                row = _row_told(question, now, measure)
                raise Damaged(
                    f"The figure {column} of {told}{row} is {said} in the snapshot and {value} when counted again."
                )
    raise Damaged(f"The answer to {told} is not what its rows give when counted again.")


def _told(measure: str, by: Sequence[str]) -> str:
    return f"{measure} by {' and '.join(by)}" if by else f"{measure} in all"


def _row_told(question: Question, row: Sequence[object], measure: Defined) -> str:
    keys = [str(value) for value in row[: len(question.columns) - len(measure.figures)]]
    return f" ({', '.join(keys)})" if keys else ""


class _Held:
    """The tables of a snapshot in a database of their own."""

    def __init__(self) -> None:
        self._connection = shut_in(threads=2, memory=_MEMORY)
        self._columns: dict[str, list[str]] = {}
        self.rows = 0

    def fill(self, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Make a table and put the rows into it."""
        kinds = [_KINDS[kind] for kind in columns.values()]
        schema = pa.schema([(name, kind.stored) for name, kind in zip(columns, kinds, strict=True)])
        wanted = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        with _sentences(f"The table {table} cannot be held"):
            self._connection.execute(f'create table "{table}" ({wanted})')
        self._columns[table] = list(columns)
        before = 0
        remaining = iter(rows)
        while chunk := list(islice(remaining, _CHUNK)):
            self._insert(table, schema, kinds, chunk, before)
            before += len(chunk)
        self.rows += before

    def _insert(
        self, table: str, schema: pa.Schema, kinds: Sequence["_Kind"], chunk: Sequence[Sequence[Any]], before: int
    ) -> None:
        made: list[list[Any]] = []
        for number, values in enumerate(chunk, before + 1):
            try:
                made.append([kind.cell(value) for kind, value in zip(kinds, values, strict=True)])
            except (TypeError, ValueError):
                raise Damaged(f"Row {number} of {table} does not fit its columns.") from None
        try:
            columns = [
                pa.array(column, field.type) for column, field in zip(zip(*made, strict=True), schema, strict=True)
            ]
        except (pa.ArrowException, OverflowError, UnicodeError):
            raise Damaged(f"A row of {table} between {before + 1} and {before + len(chunk)} does not fit.") from None
        with _sentences(f"The rows of {table} cannot be held"):
            self._connection.register("incoming rows", pa.Table.from_arrays(columns, schema=schema))
            self._connection.execute(f'insert into "{table}" select * from "incoming rows"')  # noqa: S608 - a name that was checked
            self._connection.unregister("incoming rows")

    def answer(self, what: str, sql: str, values: Mapping[str, object]) -> tuple[tuple[object, ...], ...]:
        """The rows that one select gives. `what` names it for a person."""
        with _sentences(f"The SQL of {what} cannot be run"):
            statements = self._connection.extract_statements(sql)
            if [one.type for one in statements] != [duckdb.StatementType.SELECT]:
                raise Damaged(f"The SQL of {what} is not one select, and is not run.")
            self._connection.execute("begin transaction read only")
            patience = Timer(_SECONDS, self._connection.interrupt)
            patience.start()
            try:
                rows = self._connection.execute(sql, dict(values)).fetchmany(_MOST_ROWS + 1)
            finally:
                patience.cancel()
                self._connection.execute("rollback")
        if len(rows) > _MOST_ROWS:
            raise Damaged(f"The SQL of {what} gives more rows than any figures have.")
        return tuple(tuple(_figure(what, value) for value in row) for row in rows)

    def notices(self) -> tuple[Noted, ...]:
        """The notices of the snapshot by key."""
        known = self._columns.get("notices", [])
        if not {"key", "title", "published_on", "stage"} <= set(known):
            return ()
        signs = [sign for sign in SIGNS if sign in known]
        columns = ", ".join(("key", "title", "published_on", "stage", *signs))
        with _sentences("The notices cannot be listed"):
            rows = self._connection.execute(f"select {columns} from notices order by key").fetchall()  # noqa: S608 - names from here
        return noted(rows, signs)


def noted(rows: Iterable[Sequence[Any]], signs: Sequence[str]) -> tuple[Noted, ...]:
    """Notices from rows of key, title, published_on, stage and these signs."""
    return tuple(
        Noted(key, title, day, stage, tuple(sign for sign, shown in zip(signs, shows, strict=True) if shown))
        for key, title, day, stage, *shows in rows
    )


@contextmanager
def _sentences(what: str) -> Iterator[None]:
    try:
        yield
    except duckdb.InterruptException:
        raise Damaged(f"{what}: it took longer than {_SECONDS:.0f} seconds.") from None
    except duckdb.Error as trouble:
        reason = str(trouble).partition("\n")[0].rstrip(".!")
        raise Damaged(f"{what}: {reason}.") from None


def _figure(what: str, value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    raise Damaged(f"The answer to {what}, counted again, gives what is no figure.")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A column's type: how it is stored, and the Python types a cell of it may have."""

    stored: pa.DataType
    python: tuple[type, ...]

    def cell(self, value: Any) -> Any:
        """The value to store. Raises `TypeError` or `ValueError` when it is none of this type."""
        if value is None:
            return None
        if type(value) not in self.python:
            raise TypeError
        if self.python == (list,) and not all(type(one) is str for one in value):
            raise TypeError
        return date.fromisoformat(value) if self.stored == pa.date32() else value


_KINDS = {
    "VARCHAR": _Kind(pa.string(), (str,)),
    "VARCHAR[]": _Kind(pa.list_(pa.string()), (list,)),
    "DATE": _Kind(pa.date32(), (str,)),
    "BIGINT": _Kind(pa.int64(), (int,)),
    "INTEGER": _Kind(pa.int32(), (int,)),
    "SMALLINT": _Kind(pa.int16(), (int,)),
    "BOOLEAN": _Kind(pa.bool_(), (bool,)),
    "DOUBLE": _Kind(pa.float64(), (int, float)),
}  # fmt: skip
