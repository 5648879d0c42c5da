"""Writes the parts of a generation as Parquet, a group of rows at a time."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nybrott.lake import batches
from nybrott.lake.batches import Contents
from nybrott.lake.counting import Leads
from nybrott.lake.generations import StoredFile, store_checked
from nybrott.lake.partitions import Part
from nybrott.lake.tables import ERRORS, FLAGS, stored_schema

# A group of rows has this many rows, or this many bytes if they are long.
_GROUP_ROWS = 16_384
_GROUP_BYTES = 8 * 1024 * 1024

_WORTH_FILTERS = 4096
_KEYED = ["key", "procedure_key"]


def write(part: Part) -> tuple[StoredFile, ...]:
    """Write one part of every table of it that has rows in it."""
    written = []
    for table in part.tables:
        rows = _write_table(part.file(table), stored_schema(table), _rows(part, table))
        if rows:
            written.append(store_checked(part.file(table), part.folder, table, rows))
    return tuple(written)


def _rows(part: Part, table: str) -> Iterator[pa.RecordBatch]:
    for one in part.slices:
        source = "notices" if table == "procedures" else table
        place = one.place(source)
        if place is None:
            continue
        rows = batches.read_table(one.batch, place, source)
        if source == "notices" and one.procedures:
            rows = _with_procedures(rows, dict(one.procedures))
        if table == "procedures":
            rows = _procedures(rows, one.leads or Leads())
        elif one.dropped:
            rows = rows.filter(pc.invert(pc.is_in(rows.column("key"), value_set=pa.array(one.dropped))))
        if rows.num_rows:
            yield rows


def _procedures(notices: pa.RecordBatch, leading: Leads) -> pa.RecordBatch:
    """The procedures that these notices stand for."""
    rows = notices.take(pa.array(leading.rows, pa.uint32()))
    named = ("procedure_key", "key", "title", "buyer", "buyer_ref", "buyer_name", "cpv_main", "year", "country")
    columns = {name: rows.column(name) for name in named}
    columns |= {"opened_on": rows.column("published_on"), "notices": pa.array(leading.notices, pa.int32())}
    columns |= {flag: pa.array([bool(shown >> bit & 1) for shown in leading.flags]) for bit, flag in enumerate(FLAGS)}
    return pa.RecordBatch.from_pydict(columns, schema=stored_schema("procedures"))


def _with_procedures(rows: pa.RecordBatch, found: dict[str, str]) -> pa.RecordBatch:
    keys = rows.column("key").to_pylist()
    owns = rows.column("procedure_key").to_pylist()
    links = rows.column("procedure_link").to_pylist()
    columns = {name: rows.column(name) for name in rows.schema.names}
    columns["procedure_key"] = pa.array([found.get(key, own) for key, own in zip(keys, owns, strict=True)])
    columns["procedure_link"] = pa.array(
        ["reference" if key in found else link for key, link in zip(keys, links, strict=True)]
    )
    return pa.RecordBatch.from_pydict(columns, schema=rows.schema)


def write_errors(folder: Path, contents: Iterable[Contents]) -> tuple[StoredFile, ...]:
    """Write what could not be read, in the order of the input."""
    file = folder / "errors" / "part-00000.parquet"
    tables = (
        pa.RecordBatch.from_arrays(
            [pa.array(column, pa.string()) for column in zip(*content.errors, strict=True)], schema=ERRORS
        )
        for content in contents
        if content.errors
    )
    rows = _write_table(file, ERRORS, tables)
    return (store_checked(file, folder, "errors", rows),) if rows else ()


def write_guesses(folder: Path, guesses: pa.Table) -> tuple[StoredFile, ...]:
    """Write what became of market dialogues, as it is sorted."""
    file = folder / "guesses" / "part-00000.parquet"
    rows = _write_table(file, stored_schema("guesses"), guesses.to_batches(max_chunksize=_GROUP_ROWS))
    return (store_checked(file, folder, "guesses", rows),) if rows else ()


def _write_table(file: Path, schema: pa.Schema, batches_of_rows: Iterable[pa.RecordBatch]) -> int:
    """Write rows in groups of even size. No file is made when there are none."""
    writer: pq.ParquetWriter | None = None
    rows = 0
    try:
        for group in _groups(batches_of_rows, schema):
            if writer is None:
                file.parent.mkdir(parents=True, exist_ok=True)
                writer = _writer(file, schema, group)
            writer.write_table(group, row_group_size=max(1, group.num_rows))
            rows += group.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows


def _groups(batches_of_rows: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    held: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in batches_of_rows:
        held.append(batch)
        rows += batch.num_rows
        size += batch.nbytes
        if rows >= _GROUP_ROWS or size >= _GROUP_BYTES:
            yield pa.Table.from_batches(held, schema=schema)
            held, rows, size = [], 0, 0
    if held:
        yield pa.Table.from_batches(held, schema=schema)


def _writer(file: Path, schema: pa.Schema, first: pa.Table) -> pq.ParquetWriter:
    """In a large part, filters let one notice be found without reading the others; they are cut to the groups' size."""
    keyed = None
    if first.num_rows >= _WORTH_FILTERS:
        keyed = {name: {"ndv": first.num_rows, "fpp": 0.01} for name in _KEYED if name in schema.names}
    return pq.ParquetWriter(
        file, schema, compression="zstd", compression_level=3, store_schema=False, bloom_filter_options=keyed
    )
