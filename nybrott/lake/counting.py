"""Brings the notices of each procedure together: which one stands for it, how many there are, what any of them shows.

Works on numbers alone: in memory are some fifty bytes a notice while it sorts, and ten a procedure after.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from nybrott.lake.linking import Links
from nybrott.lake.tables import FLAGS

# A notice's number in the input stands in the lower half, its rank in the upper: the lowest sum is the procedure's
# first notice of the best stage, whatever order they came in.
_HALF = 2**32

LEADS = pa.schema([("row", pa.uint32()), ("notices", pa.int32()), *((flag, pa.bool_()) for flag in FLAGS)])


def leads(indexes: Iterable[pa.RecordBatch], links: Links) -> Iterator[pa.RecordBatch]:
    """For each batch the rows that stand for a procedure, in order, with what is known of the procedure."""
    starts = [0]
    rows_of: list[pa.Array] = []
    columns: list[pa.Table] = []
    for number, batch in enumerate(indexes):
        rows_of.append(batch.column("row"))
        columns.append(_numbered(batch, starts[-1], links, number))
        starts.append(starts[-1] + batch.num_rows)
    if not columns:
        return
    grouped = (
        pa.concat_tables(columns)
        .group_by("procedure", use_threads=False)
        .aggregate([("place", "min"), ("place", "count"), *((flag, "any") for flag in FLAGS)])
    )
    columns.clear()
    number = pc.bit_wise_and(grouped.column("place_min"), pa.scalar(_HALF - 1, pa.int64()))
    order = pc.sort_indices(number)
    number = number.take(order).combine_chunks()
    found = pa.table(
        [
            number,
            pc.cast(grouped.column("place_count").take(order), pa.int32()),
            *(grouped.column(f"{flag}_any").take(order) for flag in FLAGS),
        ],
        names=["row", "notices", *FLAGS],
    )
    first = 0
    for rows, (start, end) in zip(rows_of, pairwise(starts), strict=True):
        held = number.slice(first, end - start)
        share = found.slice(first, pc.sum(pc.less(held, end)).as_py() if len(held) else 0)
        first += len(share)
        here = rows.take(pc.subtract(share.column("row"), start).combine_chunks())
        yield _one(share.set_column(0, "row", here).sort_by("row").cast(LEADS))


def _one(table: pa.Table) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([column.combine_chunks() for column in table.columns], schema=table.schema)


def _numbered(batch: pa.RecordBatch, start: int, links: Links, number: int) -> pa.Table:
    keys = batch.column("key").to_pylist() if links.procedures else ()
    own = batch.column("procedure_key").to_pylist()
    names = [links.procedures.get(key, name) for key, name in zip(keys, own, strict=True)] if keys else own
    places = [rank * _HALF + start + at for at, rank in enumerate(batch.column("rank").to_pylist())]
    table = pa.table(
        [pa.array([_short(name) for name in names], pa.uint64()), pa.array(places, pa.int64())]
        + [batch.column(flag) for flag in FLAGS],
        names=["procedure", "place", *FLAGS],
    )
    gone = links.dropped.get(number)
    return table.filter(pa.array([at not in gone for at in range(batch.num_rows)])) if gone else table


def _short(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
