"""Freezes the figures of some buyers for some years, with every row that is needed to count them again.

Kept are whole procedures: every notice of a procedure that one of the buyers opened, or published in, in those years,
also the notices from other years and buyers, since a later result replaces an earlier one; and the procedures that
followed their dialogues. Of `notices`, `procedures`, `findings` and `guesses` all columns are kept but the path a notice
was read from, which only says how somebody's disk is arranged; of other tables the columns that a measure's SQL names.
Texts are not kept unless a measure counts by them.
"""

# ruff: noqa: S608 - SQL is put together from this room's own names; values always go as parameters

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb

from nybrott.core.measures import GROUPINGS, Measure, Statement, catalogue, statement
from nybrott.lake import generations
from nybrott.lake.generations import NoLake
from nybrott.lake.opened import Opened
from nybrott.lake.recounting import recount
from nybrott.lake.snapshots import FORMAT, LARGEST, Asked, Question, line, question_line, seal
from nybrott.lake.tables import SCHEMAS, sql_columns

_WHOLE = ("procedures", "notices", "findings", "guesses")
_LEFT_OUT = {"notices": {"path"}}
_MOST_ERRORS = 1000
_NAME = "buyer_name"

_WHICH = "country = $country and list_contains($buyers, buyer) and year between $first and $last"
# The keys of the notices behind the figures, with the parameters of `values_of`.
KEYS = f"""
    with own as (
        select procedure_key from procedures where {_WHICH}
        union select procedure_key from notices where {_WHICH}
    ),
    followed as (
        select guesses.procedure_key from guesses join notices using (key) where notices.procedure_key in (from own)
    )
    select key from notices where procedure_key in (from own union from followed)
"""


class CannotFreeze(Exception):
    """A question that no snapshot can answer. The message is a sentence."""


def freeze(lake: str | Path, asked: Asked, *, frozen_on: date) -> bytes:
    """A snapshot of these buyers' figures. The same lake, question and day give the same bytes.

    It has been counted again before it is handed out. Raises `NoLake`, or `CannotFreeze` when the lake knows nothing of
    a buyer or there is too much for one snapshot.
    """
    holds = generations.current(Path(lake).absolute())
    if holds is None:
        raise NoLake(f"There is no lake in {lake}; build one with “nybrott lake build”.")
    try:
        lines = list(_lines(Opened(holds, threads=2, memory="2GB"), asked, frozen_on))
    except duckdb.IOException:
        raise NoLake(f"The lake in {lake} was rebuilt while it was read; try again.") from None
    whole = b"".join((*lines, seal(lines)))
    if len(whole) > LARGEST:
        raise CannotFreeze(f"That is too much for one snapshot ({len(whole)} bytes); ask for fewer buyers or years.")
    recount(BytesIO(whole))
    return whole


def values_of(asked: Asked) -> dict[str, object]:
    """The parameters of `KEYS`."""
    return {
        "buyers": list(asked.buyers), "country": asked.country, "first": asked.first_year, "last": asked.last_year
    }  # fmt: skip


def _lines(lake: Opened, asked: Asked, frozen_on: date) -> Iterator[bytes]:
    _known(lake, asked)
    measures = catalogue()
    tables = [table for table in (*SCHEMAS, "errors") if _columns(table, measures.values())]
    yield line(
        "snapshot", format=FORMAT, frozen_on=frozen_on.isoformat(), buyers=asked.buyers, country=asked.country,
        **{"from": asked.first_year, "to": asked.last_year}, measures=list(measures), by=asked.groupings(),
        tables=tables,
    )  # fmt: skip
    yield _state(lake)
    for measure in measures.values():
        figures = [(figure.id, figure.unit) for figure in measure.figures]
        yield line(
            "measure", id=measure.id, version=measure.version, fingerprint=measure.fingerprint, sql=measure.sql,
            figures=figures,
        )  # fmt: skip
    for table in tables:
        yield from _table(lake, asked, table, _columns(table, measures.values()))
    for measure in measures.values():
        for by in asked.groupings():
            yield question_line(_answered(lake, measure, by, put_to(measure, by, asked)))


def put_to(measure: Measure, by: Sequence[str], asked: Asked) -> Statement:
    """A measure as it is asked for a snapshot: like any other, but a buyer stands there by its number alone, since
    which of its names is told is no figure and may be chosen otherwise tomorrow."""
    plain = statement(measure, (), asked.where())
    columns = dict(pair for name in by for pair in GROUPINGS[name].columns if pair[0] != _NAME)
    group = "".join(f"{sql} as {column}, " for column, sql in columns.items())
    sql = measure.sql.replace("{group}", group).replace("{where}", plain.condition)
    return Statement(sql, plain.values, (*columns, *plain.columns), group, plain.condition)


def _known(lake: Opened, asked: Asked) -> None:
    """Raise when the lake has nothing at all of a buyer: its number was mistyped, or its country."""
    found = {
        buyer
        for (buyer,) in lake.ask(
            "select distinct buyer from notices where country = $country and list_contains($buyers, buyer)",
            {"country": asked.country, "buyers": list(asked.buyers)},
        )
    }
    missing = [buyer for buyer in asked.buyers if buyer not in found]
    if missing:
        raise CannotFreeze(f"The lake has no notice of buyer {', '.join(missing)} in {asked.country}.")


def _state(lake: Opened) -> bytes:
    manifest = lake.manifest
    if manifest is None or lake.folder is None:
        raise NoLake("There is no lake.")
    by = {
        column: [
            [name, number]
            for name, number in lake.ask(f"select {column}, count(*) from notices group by all order by 1 nulls last")
        ]
        for column in ("year", "country", "stage", "format")
    }
    ((first_on, last_on),) = lake.ask("select min(published_on), max(published_on) from notices")
    ((procedures,),) = lake.ask("select count(*) from procedures")
    coverage = {
        "notices": manifest.notices, "procedures": procedures, "duplicates": manifest.duplicates,
        "errors": manifest.errors, "errors_listed": min(manifest.errors, _MOST_ERRORS),
        "first_on": _cell(first_on), "last_on": _cell(last_on), "by": by,
    }  # fmt: skip
    return line("lake", generation=lake.folder.name, rules=manifest.rules, coverage=coverage)


def _columns(table: str, measures: Iterable[Measure]) -> dict[str, str]:
    """The columns that are kept of a table; none when no measure needs it."""
    columns = sql_columns(table)
    if table in _WHOLE or table == "errors":
        return {name: kind for name, kind in columns.items() if name not in _LEFT_OUT.get(table, ())}
    said = (re.sub(r"--.*", "", measure.sql) for measure in measures)
    words = {word for sql in said for word in re.findall(r"[a-z_]+", sql)}
    if table not in words:
        return {}
    return {name: kind for name, kind in columns.items() if name == "key" or name in words}


def _table(lake: Opened, asked: Asked, table: str, columns: dict[str, str]) -> Iterator[bytes]:
    names = ", ".join(f'"{name}"' for name in columns)
    if table == "errors":
        # by their last part alone: what stands before it says how somebody's disk is arranged
        names = names.replace('"path"', "regexp_extract(path, '[^/]*(!.*)?$') as path", 1)
        rows = lake.ask(f"select {names} from errors order by errors.path, place, reason, kind limit {_MOST_ERRORS}")
    else:
        rows = lake.ask(f"select {names} from {table} where key in ({KEYS}) order by all", values_of(asked))
    yield line("table", table=table, columns=list(columns.items()), rows=len(rows))
    for number, row in enumerate(rows, 1):
        yield line("row", table=table, number=number, values=[_cell(value) for value in row])


def _answered(lake: Opened, measure: Measure, by: Sequence[str], given: Statement) -> Question:
    rows = lake.ask(given.sql, given.values)
    return Question(
        measure.id, tuple(by), given.group, given.condition, given.values, given.columns,
        tuple(tuple(_cell(value) for value in row) for row in rows),
    )  # fmt: skip


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
