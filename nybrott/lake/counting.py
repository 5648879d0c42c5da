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

from nybrott.lake.keys import TEST
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
    columns: list[pa.Table] = []
    for number, batch in enumerate(indexes):
        columns.append(_numbered(batch, starts[-1], links, number))
        starts.append(starts[-1] + batch.num_rows)
    if not columns:
        return
    found = _of_procedures(pa.concat_tables(columns))
    columns.clear()
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
    in_order = pc.sort_indices(pa.array(numbers, pa.uint64())).to_pylist()
    return Leads(
        array("I", (numbers[at] for at in in_order)),
        array("I", (notices[at] for at in in_order)),
        array("H", (flags[at] for at in in_order)),
    )


def _numbered(batch: pa.RecordBatch, start: int, links: Links, number: int) -> pa.Table:
    keys = batch.column("key").to_pylist() if links.procedures else ()
    own = batch.column("procedure_key").to_pylist()
    names = [links.procedures.get(key, name) for key, name in zip(keys, own, strict=True)] if keys else own
    places = [rank * _HALF + start + at for at, rank in enumerate(batch.column("rank").to_pylist())]
    table = pa.table(
        {
            "procedure": pa.array([_short(name) for name in names], pa.uint64()),
            "place": pa.array(places, pa.int64()),
            # copied out, for a column would keep its whole batch in memory
            "flags": pa.array(batch.column("flags").to_pylist(), pa.uint16()),
        }
    )
    gone = links.dropped.get(number, frozenset())
    counted = pc.not_equal(batch.column("stage"), TEST)
    if gone:
        counted = pc.and_(counted, pa.array([at not in gone for at in range(batch.num_rows)], pa.bool_()))
    return table.filter(counted)


def _short(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
