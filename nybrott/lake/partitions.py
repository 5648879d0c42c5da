"""Brings the batches' rows together, one part of one partition at a time, and writes them as Parquet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nybrott.lake import batches
from nybrott.lake.batches import Contents
from nybrott.lake.counting import LEADS
from nybrott.lake.generations import StoredFile, store_checked
from nybrott.lake.linking import Links
from nybrott.lake.tables import ERRORS, FLAGS, SCHEMAS

# A part holds about this many notices; a group of rows this many rows, or this many bytes if they are long.
PART_NOTICES = 50_000
_GROUP_ROWS = 16_384
_GROUP_BYTES = 8 * 1024 * 1024

_WORTH_FILTERS = 4096
_KEYED = ["key", "procedure_key"]


@dataclass(frozen=True, slots=True)
class Slice:
    """One partition's share of one batch. `dropped` are the keys that came in an earlier batch; `procedures` the keys
    whose procedure was found by following references; `leads` (an Arrow message) the rows that stand for a procedure."""

    batch: Path
    places: dict[str, tuple[int, int]]
    dropped: tuple[str, ...]
    procedures: tuple[tuple[str, str], ...]
    leads: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a partition, to be written into `folder`."""

    year: int | None
    country: str
    number: int
    slices: tuple[Slice, ...]
    folder: Path

    def file(self, table: str) -> Path:
        """Where this part of a table is written."""
        year = "__HIVE_DEFAULT_PARTITION__" if self.year is None else self.year
        return self.folder / table / f"year={year}" / f"country={self.country}" / f"part-{self.number:05d}.parquet"


def plan(
    files: Sequence[Path], contents: Iterable[Contents], leads: Iterable[pa.RecordBatch], links: Links, folder: Path
) -> Iterator[Part]:
    """All parts, in order of year and country. Rows keep the order of the input within a partition."""
    slices: dict[tuple[int | None, str], list[tuple[int, Slice]]] = {}
    for number, (file, content, leading) in enumerate(zip(files, contents, leads, strict=True)):
        gone = links.dropped.get(number, frozenset())
        keys, dropped_rows = _keys(batches.read_index(file, content), gone) if gone or links.procedures else ([], set())
        first = 0
        for year, country, notices, places in content.partitions:
            own = keys[first : first + notices]
            dropped = tuple(key for row, key in enumerate(own, first) if row in dropped_rows)
            found = tuple((key, links.procedures[key]) for key in own if key in links.procedures)
            if len(dropped) < notices:
                one = Slice(file, places, dropped, found, _share(leading, first, notices))
                slices.setdefault((year, country), []).append((notices - len(dropped), one))
            first += notices
    for year, country in sorted(slices, key=lambda p: (p[0] or 0, p[1])):
        for number, part in enumerate(_parts(slices[year, country])):
            yield Part(year, country, number, part, folder)


def _keys(index: pa.RecordBatch, gone: frozenset[int]) -> tuple[list[str], set[int]]:
    """The keys in the order of a batch's rows, and the rows that are left out."""
    rows = index.column("row").to_pylist()
    keys = [""] * len(rows)
    for row, key in zip(rows, index.column("key").to_pylist(), strict=True):
        keys[row] = key
    return keys, {rows[at] for at in gone}


def _share(leading: pa.RecordBatch, first: int, notices: int) -> bytes:
    """The leads among `notices` rows from `first` on, their rows counted from there."""
    rows = leading.column("row")
    share = leading.filter(pc.and_(pc.greater_equal(rows, first), pc.less(rows, first + notices)))
    rows = pc.cast(pc.subtract(pc.cast(share.column("row"), pa.int64()), first), pa.uint32())
    return bytes(share.set_column(0, "row", rows).serialize())


def _parts(slices: Iterable[tuple[int, Slice]]) -> Iterator[tuple[Slice, ...]]:
    part: list[Slice] = []
    held = 0
    for notices, one in slices:
        part.append(one)
        held += notices
        if held >= PART_NOTICES:
            yield tuple(part)
            part, held = [], 0
    if part:
        yield tuple(part)


def write(part: Part) -> tuple[StoredFile, ...]:
    """Write one part of every table that has rows in it."""
    written = []
    for table, schema in SCHEMAS.items():
        rows = _write_table(part.file(table), schema, _rows(part, table))
        if rows:
            written.append(store_checked(part.file(table), part.folder, table, rows))
    return tuple(written)


def _rows(part: Part, table: str) -> Iterator[pa.RecordBatch]:
    for one in part.slices:
        source = "notices" if table == "procedures" else table
        if source not in one.places:
            continue
        rows = batches.read_table(one.batch, one.places[source], source)
        if source == "notices" and one.procedures:
            rows = _with_procedures(rows, dict(one.procedures))
        if table == "procedures":
            rows = _procedures(rows, pa.ipc.read_record_batch(pa.py_buffer(one.leads), LEADS))
        elif one.dropped:
            rows = rows.filter(pc.invert(pc.is_in(rows.column("key"), value_set=pa.array(one.dropped))))
        if rows.num_rows:
            yield rows


def _procedures(notices: pa.RecordBatch, leading: pa.RecordBatch) -> pa.RecordBatch:
    """The procedures that these notices stand for."""
    rows = notices.take(leading.column("row"))
    columns = {
        name: rows.column(name) for name in ("procedure_key", "key", "title", "buyer", "buyer_ref", "buyer_name")
    }
    columns |= {"cpv_main": rows.column("cpv_main"), "opened_on": rows.column("published_on")}
    columns |= {name: leading.column(name) for name in ("notices", *FLAGS)}
    return pa.RecordBatch.from_pydict(columns, schema=SCHEMAS["procedures"])


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
