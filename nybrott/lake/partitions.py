"""Plans the files of a generation: which slices of which batches go into which part of which tables.

The tables that figures and lists go through (`COUNTED`) lie in few files, in the order of year and country, which are
columns of theirs; reading a handful of files is a hundred times faster than reading one for each country and year. The
tables that are only read for one notice at a time (`DETAIL`) are partitioned: year=Y/country=C.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from nybrott.lake import batches
from nybrott.lake.batches import Contents
from nybrott.lake.counting import Leads
from nybrott.lake.linking import Links
from nybrott.lake.tables import COUNTED, DETAIL

# A part is closed when it holds this many notices.
PART_NOTICES = 50_000

_NO_YEAR = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True, slots=True)
class Slice:
    """One partition's share of one batch. `dropped` are the keys that came in an earlier batch; `procedures` the keys
    whose procedure was found by following references; `leads` the rows that stand for a procedure."""

    batch: Path
    year: int | None
    country: str
    notices: int
    places: dict[str, tuple[int, int]]
    dropped: tuple[str, ...]
    procedures: tuple[tuple[str, str], ...]
    leads: Leads


@dataclass(frozen=True, slots=True)
class Part:
    """One part of some tables, to be written into `folder`; `partition` is its folder within each table's."""

    tables: tuple[str, ...]
    partition: str
    number: int
    slices: tuple[Slice, ...]
    folder: Path

    def file(self, table: str) -> Path:
        """Where this part of a table is written."""
        return self.folder / table / self.partition / f"part-{self.number:05d}.parquet"


def detail_folder(year: int | None, country: str) -> str:
    """A partition's folder within a table of `DETAIL`."""
    return f"year={_NO_YEAR if year is None else year}/country={country}"


def plan(
    files: Sequence[Path], contents: Iterable[Contents], leads: Iterable[Leads], links: Links, folder: Path
) -> Iterator[Part]:
    """All parts, in order of year and country. Rows keep the order of the input within these."""
    partitions: dict[tuple[int | None, str], list[Slice]] = {}
    for number, (file, content, leading) in enumerate(zip(files, contents, leads, strict=True)):
        for one in _slices(file, content, leading, links, links.dropped.get(number, frozenset())):
            partitions.setdefault((one.year, one.country), []).append(one)
    in_order = sorted(partitions, key=lambda partition: (partition[0] or 0, partition[1]))
    for number, part in enumerate(_parts(one for partition in in_order for one in partitions[partition])):
        yield Part(COUNTED, "", number, part, folder)
    for year, country in in_order:
        for number, part in enumerate(_parts(partitions[year, country])):
            yield Part(DETAIL, detail_folder(year, country), number, part, folder)


def _slices(file: Path, content: Contents, leading: Leads, links: Links, gone: frozenset[int]) -> Iterator[Slice]:
    index = batches.read_index(file, content) if gone or links.procedures else None
    keys, dropped_rows = _keys(index, gone) if index else ([], set())
    first = 0
    for year, country, notices, places in content.partitions:
        own = keys[first : first + notices]
        dropped = tuple(key for row, key in enumerate(own, first) if row in dropped_rows)
        found = tuple((key, links.procedures[key]) for key in own if key in links.procedures)
        if len(dropped) < notices:
            kept = notices - len(dropped)
            yield Slice(file, year, country, kept, places, dropped, found, leading.between(first, first + notices))
        first += notices


def _keys(index: pa.RecordBatch, gone: frozenset[int]) -> tuple[list[str], set[int]]:
    """The keys in the order of a batch's rows, and the rows that are left out."""
    rows = index.column("row").to_pylist()
    keys = [""] * len(rows)
    for row, key in zip(rows, index.column("key").to_pylist(), strict=True):
        keys[row] = key
    return keys, {rows[at] for at in gone}


def _parts(slices: Iterable[Slice]) -> Iterator[tuple[Slice, ...]]:
    part: list[Slice] = []
    held = 0
    for one in slices:
        part.append(one)
        held += one.notices
        if held >= PART_NOTICES:
            yield tuple(part)
            part, held = [], 0
    if part:
        yield tuple(part)
