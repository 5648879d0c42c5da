"""The lake's tables as files to give away: one Parquet file a table, each column explained.

What the tables hold is explained in `catalogue/columns.toml`, in three languages. Where a file lay on the machine that
read it is nobody else's business and left out.
"""

import shutil
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from nybrott.lake import generations
from nybrott.lake.tables import SCHEMAS

MOST_TABLE_BYTES = 200_000_000  # of Parquet as stored; a larger table is not copied while somebody waits
NOT_PUBLIC = ("path",)


class TooLarge(Exception):
    """A table that is too large to be copied while somebody waits. The message is a sentence."""


@cache
def _explained() -> dict[str, dict[str, dict[str, str]]]:
    text = (files("nybrott.lake") / "catalogue/columns.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    return {part: said[part] for part in ("tables", "columns")}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of an open table: its name, its type as Parquet has it, and what it holds."""

    name: str
    type: str
    means: str


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table of the lake as it is given away. `rows` and `size` (bytes as stored) are of the generation that holds."""

    name: str
    means: str
    columns: tuple[TableColumn, ...]
    rows: int
    size: int

    @property
    def served(self) -> bool:
        """Whether it is small enough to be given as one file."""
        return self.size <= MOST_TABLE_BYTES


def open_schema(table: str) -> pa.Schema:
    """The columns of an open table: those of the lake, with the partition's year and country, without `NOT_PUBLIC`."""
    stored = [field for field in SCHEMAS[table] if field.name not in NOT_PUBLIC]
    return pa.schema([*stored, pa.field("year", pa.int16()), pa.field("country", pa.string())])


def open_tables(lake: Path, language: str) -> list[OpenTable]:
    """Every table that is given away, explained in nb, nn or en; none without a lake."""
    generation = generations.current(lake)
    if generation is None:
        return []
    stored = generations.manifest(generation).files
    said = _explained()
    return [
        OpenTable(
            table,
            said["tables"][table][language],
            tuple(
                TableColumn(
                    field.name,
                    str(field.type),
                    (said["columns"].get(f"{table}.{field.name}") or said["columns"][field.name])[language],
                )
                for field in open_schema(table)
            ),
            sum(file.rows for file in stored if file.table == table),
            sum(file.size for file in stored if file.table == table),
        )
        for table in SCHEMAS
    ]


def table_file(lake: Path, table: str, kept: Path, about: Mapping[str, str]) -> Path | None:
    """One table of the generation that holds as one Parquet file under `kept`, made when it is first asked for.

    It is whole before it has its name, and files of older generations go. `about` is written into the file. None
    without a lake; raises `TooLarge` for a table over `MOST_TABLE_BYTES`.
    """
    generation = generations.current(lake)
    if generation is None:
        return None
    wanted = kept / generation.name / f"{table}.parquet"
    if not wanted.exists():
        stored = [file for file in generations.manifest(generation).files if file.table == table]
        if sum(file.size for file in stored) > MOST_TABLE_BYTES:
            raise TooLarge(f"The table {table} is too large to be given as one file.")
        wanted.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=wanted.parent, suffix=".part", delete=False) as half:
            try:
                _copy_table([generation / file.path for file in stored], open_schema(table), half, about)
            except BaseException:
                Path(half.name).unlink()
                raise
        Path(half.name).replace(wanted)
        for older in kept.iterdir():
            if older.name != generation.name:
                shutil.rmtree(older, ignore_errors=True)
    return wanted


def _copy_table(stored: Sequence[Path], schema: pa.Schema, into: IO[bytes], about: Mapping[str, str]) -> None:
    described = schema.with_metadata({key.encode(): text.encode() for key, text in about.items()})
    with pq.ParquetWriter(into, described, compression="zstd") as out:
        for path in stored:
            with pq.ParquetFile(path) as file:
                written = [name for name in schema.names if name in file.schema_arrow.names]
                for batch in file.iter_batches(16_384, columns=written):
                    out.write_batch(_whole(batch, path, described))


def _whole(batch: pa.RecordBatch, path: Path, schema: pa.Schema) -> pa.RecordBatch:
    """The rows with year and country, which some tables have in the names of their folders only."""
    folders = dict(part.split("=", 1) for part in path.parts if "=" in part)
    year = folders.get("year", "")
    of_folder = {"year": int(year) if year.isdecimal() else None, "country": folders.get("country")}
    arrays = [
        batch.column(field.name)
        if field.name in batch.schema.names
        else pa.array([of_folder[field.name]] * batch.num_rows, field.type)
        for field in schema
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
