"""Rows put aside on disk in heaps by a name they carry: those of one name lie in one heap, and one heap fits in memory.

All heaps of one kind are one file: Arrow messages one after the other, in the order they came. What stays in memory is
where each message lies.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True)
class Heap:
    """Where the rows of one heap lie: enough for another process to take them up."""

    file: Path
    schema: pa.Schema
    places: "array[int]"  # of each message the first byte and the length, in turns

    def rows(self, column: str = "", among: pa.Array | None = None) -> pa.Table:
        """Them all, or those that have one of some texts in a column, in the order they came."""
        return pa.Table.from_batches(self.messages(column, among), schema=self.schema).combine_chunks()

    def messages(self, column: str = "", among: pa.Array | None = None) -> Iterator[pa.RecordBatch]:
        """`rows`, as they were added."""
        if not self.places:
            return
        with self.file.open("rb", buffering=0) as file:
            for start, length in zip(self.places[::2], self.places[1::2], strict=True):
                file.seek(start)
                some = pa.ipc.read_record_batch(pa.py_buffer(file.read(length)), self.schema)
                yield some if among is None else some.filter(pc.is_in(some.column(column), value_set=among))


class Heaps:
    """So many heaps of rows of one schema, filled by one process; `by` is the column that says which heap is a row's."""

    def __init__(self, file: Path, schema: pa.Schema, *, by: str, count: int) -> None:
        self._file, self._schema, self._by = file, schema, by
        self._places = [array("Q") for _ in range(count)]
        self._end = 0

    def add(self, rows: pa.RecordBatch) -> None:
        """Put rows on their heaps."""
        if not rows.num_rows:
            return
        count = len(self._places)
        names = rows.column(self._by).to_pylist()
        heaps = pa.array([crc32(name.encode()) % count for name in names], pa.uint16())
        order = pc.sort_indices(pa.table([heaps, pa.array(range(len(heaps)), pa.uint32())], ["heap", "place"]),
                                sort_keys=[("heap", "ascending"), ("place", "ascending")])  # fmt: skip
        in_order = rows.take(order)
        at = 0
        with self._file.open("ab", buffering=0) as file:
            for pair in pc.value_counts(heaps.take(order)).to_pylist():
                length = file.write(in_order.slice(at, pair["counts"]).serialize())
                self._places[pair["values"]].extend((self._end, length))
                self._end += length
                at += pair["counts"]

    def __iter__(self) -> Iterator[Heap]:
        """Every heap, also those with nothing on them."""
        return (Heap(self._file, self._schema, places) for places in self._places)
