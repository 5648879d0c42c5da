"""Finds the competition that followed each market dialogue: by procedure identifier, by reference, else by a guess.

Works on the notices' files as they were just written, with DuckDB for what is known and `core.linking` for guesses.
Buyers are taken in turns, each time those whose numbers fall together, so that what is held at once does not grow with
the lake: one turn's titles, and a hundred bytes for each dialogue that was followed.
"""

# ruff: noqa: S608 - SQL is put together from this room's own names; values always go as parameters

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from nybrott.core.linking import Announcement, Guess, guesses, rules
from nybrott.lake.opened import listed, shut_in
from nybrott.lake.tables import stored_schema
from nybrott.sources import spread

# Notices of all buyers of one turn, more or less.
TURN_NOTICES = 200_000

_MEMORY = "1GB"
_FETCHED = 2_000

# A dialogue is a procedure's first notice that shows one. A competition that shows none is a plain one: a dialogue
# announced on the form of a competition is a dialogue, and leads to another notice.
_VIEWS = """
create view notices as select * from read_parquet({files});
create view dialogues as
    select * from notices where market_dialogue and published_on is not null
    qualify row_number() over (partition by procedure_key order by published_on, key) = 1;
create view plain as select * from notices where stage = 'competition' and not market_dialogue and published_on is not null;
"""

_KNOWN = """
with same as (
    select dialogues.key, 'identifier' as known_by, plain.key as competition_key, plain.procedure_key,
        plain.published_on - dialogues.published_on as days, dialogues.year, dialogues.country
    from dialogues join plain using (procedure_key)
    where plain.published_on >= dialogues.published_on
),
names as (
    select notices.procedure_key, unnest([
        if(format = 'record', '', notice_id), if(format = 'record', '', notice_id || '-' || version), doffin_ref,
        publication_ref
    ]) as name
    from notices where market_dialogue
),
named as (select key, procedure_key, published_on, unnest(previous) as name from plain),
referred as (
    select dialogues.key, 'reference', named.key, named.procedure_key,
        named.published_on - dialogues.published_on, dialogues.year, dialogues.country
    from named join names using (name) join dialogues on dialogues.procedure_key = names.procedure_key
    where name <> '' and named.published_on >= dialogues.published_on
        and named.procedure_key <> dialogues.procedure_key
)
select * from (from same union all from referred)
qualify row_number() over (partition by key order by known_by = 'reference', days, competition_key) = 1
order by key
"""

_ABOUT = "country, buyer_ref, key, published_on, title, cpv_main, cpv_additional, buyer_name, year, procedure_key"
_TURN = "buyer_ref <> '' and hash(country, buyer_ref) % $turns = $turn"
_DIALOGUES = f"select {_ABOUT} from dialogues where {_TURN} order by country, buyer_ref, published_on, key"
# Of each procedure the buyer's first plain competition.
_COMPETITIONS = f"""
select {_ABOUT} from plain
where {_TURN} and (country, buyer_ref) in (select (country, buyer_ref) from dialogues where {_TURN})
qualify row_number() over (partition by country, buyer_ref, procedure_key order by published_on, key) = 1
order by country, buyer_ref, published_on, key
"""


def followed(folder: Path, notices: Sequence[Path], *, jobs: int = 1, turn: int = TURN_NOTICES) -> pa.Table:
    """The rows of `guesses` over these files of notices, by year, country and key of the dialogue."""
    schema = stored_schema("guesses")
    if not notices:
        return schema.empty_table()
    with _opened(folder, notices) as lake:
        known = lake.execute(_KNOWN).fetchall()
        ((count,),) = lake.execute("select count(*) from notices").fetchall()
    found = [_table([(*row[:5], None, (), None, "", *row[5:]) for row in known], schema)]
    turns = -(-count // turn)
    work = partial(
        _guessed, folder=folder, notices=tuple(notices), turns=turns, known=frozenset(row[0] for row in known)
    )
    found += spread(work, range(turns), jobs=min(jobs, turns))
    return pa.concat_tables(found).sort_by([("year", "ascending"), ("country", "ascending"), ("key", "ascending")])


def _opened(folder: Path, notices: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    lake = shut_in(folder, threads=1, memory=_MEMORY)
    lake.execute(_VIEWS.replace("{files}", listed(notices)))
    return lake


def _guessed(turn: int, folder: Path, notices: Sequence[Path], turns: int, known: frozenset[str]) -> pa.Table:
    """The guesses of one turn's buyers, for the dialogues of which nothing is known."""
    values = {"turn": turn, "turns": turns}
    version = rules().version
    rows: list[tuple[Any, ...]] = []
    with _opened(folder, notices) as lake:
        waiting = {
            buyer: [row for row in held if row[2] not in known]
            for buyer, held in groupby(lake.execute(_DIALOGUES, values).fetchall(), key=_buyer)
        }
        for buyer, held in groupby(_fetched(lake.execute(_COMPETITIONS, values)), key=_buyer):
            dialogues = {row[2]: row for row in waiting.get(buyer, ())}
            if not dialogues:
                continue
            competitions = {row[2]: row for row in held}
            for one in guesses(_announced(dialogues.values()), _announced(competitions.values())):
                rows.append(_row(one, dialogues[one.dialogue], competitions[one.competition], version))
    return _table(rows, stored_schema("guesses"))


def _buyer(row: Sequence[Any]) -> tuple[Any, ...]:
    return row[0], row[1]


def _fetched(answer: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := answer.fetchmany(_FETCHED):
        yield from rows


def _announced(rows: Iterable[Sequence[Any]]) -> list[Announcement]:
    return [
        Announcement(key, title, day, tuple(code for code in (cpv_main, *cpv_additional) if code), buyer_name)
        for _, _, key, day, title, cpv_main, cpv_additional, buyer_name, *_ in rows
    ]


def _row(one: Guess, dialogue: Sequence[Any], competition: Sequence[Any], version: str) -> tuple[Any, ...]:
    why = one.likeness
    return (
        one.dialogue, "guess", one.competition, competition[9], one.days, why.score, why.shared, why.cpv_digits, version,
        dialogue[8], dialogue[0],
    )  # fmt: skip


def _table(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
