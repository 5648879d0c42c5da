"""Plans the files of a generation: which slices of which batches go into which part of which tables.

The tables that figures and lists go through (`COUNTED`) lie in few files, with year and country as columns: reading a
handful of files is a hundred times faster than reading one for each country and year. The tables that are only read
for one notice at a time (`DETAIL`) are partitioned: year=Y/country=C.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nybrott.lake import batches
from nybrott.lake.batches import Contents, Place
from nybrott.lake.counting import Leads
from nybrott.lake.linking import Links
from nybrott.lake.tables import COUNTED, DETAIL, SCHEMAS

# A part is closed when it holds this many notices.
PART_NOTICES = 50_000

_TABLES = {table: number for number, table in enumerate(SCHEMAS)}

_NO_YEAR = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of one batch. `notices` is how many it has at most; `places` where its tables lie in the batch (two numbers
    for each of `SCHEMAS`, for there are many slices); `dropped` the keys that came in an earlier batch.

    In the counted tables `procedures` are the keys whose procedure was found by following references, and `leads` the
    notices that stand for a procedure.
    """

    batch: Path
    notices: int
    places: "array[int]"
    dropped: tuple[str, ...]
    procedures: tuple[tuple[str, str], ...] = ()
    leads: Leads | None = None

    def place(self, table: str) -> Place | None:
        """Where a table's rows lie, None when it has none."""
        at = 2 * _TABLES[table]
        return (self.places[at], self.places[at + 1]) if self.places[at + 1] else None


def _packed(places: Mapping[str, Place]) -> "array[int]":
    return array("Q", (number for table in _TABLES for number in places.get(table, (0, 0))))


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
    """All parts. Rows keep the order of the input, in the partitions of the detail too."""
    counted: list[Slice] = []
    partitions: dict[tuple[int | None, str], list[Slice]] = {}
    for number, (file, content, leading) in enumerate(zip(files, contents, leads, strict=True)):
        gone = links.dropped.get(number, frozenset())
        keys = batches.read_index(file, content).column("key").to_pylist() if gone or links.procedures else []
        dropped = tuple(keys[at] for at in sorted(gone))
        found = tuple((key, links.procedures[key]) for key in keys if key in links.procedures)
        if content.notices > len(dropped):
            counted.append(Slice(file, content.notices, _packed(content.counted), dropped, found, leading))
            for year, country, notices, places in content.partitions:
                one = Slice(file, notices, _packed(places), dropped)
                partitions.setdefault((year, country), []).append(one)
    for number, part in enumerate(_parts(counted)):
        for table in COUNTED:
            yield Part((table,), "", number, part, folder)
    for year, country in sorted(partitions, key=lambda partition: (partition[0] or 0, partition[1])):
        for number, part in enumerate(_parts(partitions[year, country])):
            yield Part(DETAIL, detail_folder(year, country), number, part, folder)


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
