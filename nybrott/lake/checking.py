"""Says whether a lake is whole: every file there, unchanged, and every row where it belongs."""

# ruff: noqa: S608 - SQL is put together from this room's own names; values always go as parameters

from collections.abc import Iterator
from pathlib import Path

from nybrott.lake import generations
from nybrott.lake.generations import MANIFEST, Manifest, NoLake, store_checked
from nybrott.lake.opened import Opened
from nybrott.lake.tables import SCHEMAS


def check(folder: str | Path) -> Iterator[str]:
    """What is wrong with a lake, one sentence each; nothing when it is whole. Raises `NoLake` where there is none."""
    lake = Path(folder).absolute()
    holds = generations.current(lake)
    if holds is None:
        raise NoLake(f"There is no lake in {folder}.")
    manifest = generations.manifest(holds)
    if manifest.name() != holds.name:
        yield f"{holds.name}/{MANIFEST} has been changed."
    damaged = list(_files(holds, manifest))
    yield from damaged
    if not damaged:
        yield from _rows(Opened(holds, threads=2, memory="2GB"))


def _files(holds: Path, manifest: Manifest) -> Iterator[str]:
    known = {file.path for file in manifest.files}
    for stored in manifest.files:
        place = holds / stored.path
        if not place.is_file():
            yield f"{stored.path} is missing."
        elif store_checked(place, holds, stored.table, stored.rows) != stored:
            yield f"{stored.path} has been changed since it was written."
    for place in sorted(holds.rglob("*")):
        path = place.relative_to(holds).as_posix()
        if place.is_file() and path != MANIFEST and path not in known:
            yield f"{path} does not belong there."


def _rows(lake: Opened) -> Iterator[str]:
    manifest = lake.manifest
    stored: dict[str, int] = {}
    for file in manifest.files if manifest else ():
        stored[file.table] = stored.get(file.table, 0) + file.rows
    for table in (*SCHEMAS, "errors"):
        ((rows,),) = lake.ask(f"select count(*) from {table}")
        if rows != stored.get(table, 0):
            yield f"{table} has {rows} rows where the manifest says {stored.get(table, 0)}."
    ((twice,),) = lake.ask("select count(*) from (select key from notices group by key having count(*) > 1)")
    if twice:
        yield f"{twice} notices stand there more than once."
    for table in SCHEMAS:
        if table == "notices":
            continue
        ((orphans,),) = lake.ask(f"select count(*) from {table} where key not in (select key from notices)")
        if orphans:
            yield f"{orphans} rows of {table} belong to no notice."
    ((nowhere,),) = lake.ask("select count(*) from guesses where competition_key not in (select key from notices)")
    if nowhere:
        yield f"{nowhere} dialogues lead to no notice."
    ((apart,),) = lake.ask(
        "select count(*) from (select procedure_key, count(*) as held from notices where stage <> 'test' group by all)"
        " full join procedures using (procedure_key) where held is distinct from procedures.notices"
    )
    if apart:
        yield f"{apart} procedures do not agree with their notices."
