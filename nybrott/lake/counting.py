"""Brings the notices of each procedure together: which one stands for it, how many there are, what any of them shows.

Works on numbers alone: in memory are some forty bytes a notice while it sorts, and ten a procedure after.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from nybrott.core.keys import TEST
from nybrott.lake.linking import Links

# A notice's number in the input stands in the lower half, its rank in the upper: the lowest sum is the procedure's
# first notice of the best stage, whatever order they came in.
_HALF = 2**32

_AT_ONCE = 16_384


@dataclass(slots=True)
class Leads:
    """Notices that stand for a procedure: the place of each in the index, in order, the number of notices of its procedure, and what
    any of these shows (the bits are those of `FLAGS`)."""

    rows: "array[int]" = field(default_factory=lambda: array("I"))
    notices: "array[int]" = field(default_factory=lambda: array("I"))
    flags: "array[int]" = field(default_factory=lambda: array("H"))


def leads(indexes: Iterable[pa.RecordBatch], links: Links) -> Iterator[Leads]:
    """For each batch the notices that stand for a procedure."""
    starts = [0]
    seen = _Numbered()
    for number, batch in enumerate(indexes):
        seen.add(batch, starts[-1], links, number)
        starts.append(starts[-1] + batch.num_rows)
    found = _of_procedures(seen.table())
    del seen
    first = 0
    for start, end in pairwise(starts):
        last = bisect_left(found.rows, end, first)
        rows = array("I", (row - start for row in found.rows[first:last]))
        yield Leads(rows, found.notices[first:last], found.flags[first:last])
        first = last


def _of_procedures(table: pa.Table) -> Leads:
    """One lead a procedure, its `rows` being numbers in the whole input, in order."""
    order = pc.sort_indices(table, sort_keys=[("procedure", "ascending"), ("place", "ascending")])
    numbers, notices, flags = array("Q"), array("I"), array("H")
    before = None
    for start in range(0, len(order), _AT_ONCE):
        some = table.take(order.slice(start, _AT_ONCE))
        for procedure, place, shown in zip(*(column.to_pylist() for column in some.columns), strict=True):
            if procedure == before:
                notices[-1] += 1
                flags[-1] |= shown
            else:
                numbers.append(place % _HALF)
                notices.append(1)
                flags.append(shown)
                before = procedure
    in_order = pc.sort_indices(pa.array(numbers, pa.uint64()))
    return Leads(_in_order("I", numbers, in_order), _in_order("I", notices, in_order), _in_order("H", flags, in_order))


def _in_order(kind: str, numbers: "array[int]", order: pa.Array) -> "array[int]":
    """The numbers at these places, a piece at a time: a list of them all would be many times as large."""
    found = array(kind)
    for start in range(0, len(order), _AT_ONCE):
        found.extend(numbers[at] for at in order.slice(start, _AT_ONCE).to_pylist())
    return found


class _Numbered:
    """The notices that are counted, as numbers: eighteen bytes each."""

    def __init__(self) -> None:
        self._procedures, self._places, self._flags = array("Q"), array("q"), array("H")

    def add(self, batch: pa.RecordBatch, start: int, links: Links, number: int) -> None:
        """Put one batch's index to the others; `start` is its first notice's number."""
        gone = links.dropped.get(number, frozenset())
        columns = ("key", "procedure_key", "stage", "rank", "flags")
        rows = zip(*(batch.column(name).to_pylist() for name in columns), strict=True)
        for at, (key, own, stage, rank, flags) in enumerate(rows):
            if stage != TEST and at not in gone:
                self._procedures.append(_short(links.procedures.get(key, own)))
                self._places.append(rank * _HALF + start + at)
                self._flags.append(flags)

    def table(self) -> pa.Table:
        """Them all: `procedure`, `place`, `flags`."""
        said = {
            "procedure": (pa.uint64(), self._procedures),
            "place": (pa.int64(), self._places),
            "flags": (pa.uint16(), self._flags),
        }
        return pa.table(
            {
                name: pa.Array.from_buffers(kind, len(numbers), [None, pa.py_buffer(numbers)])
                for name, (kind, numbers) in said.items()
            }
        )


def _short(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
