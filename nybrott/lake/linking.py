"""Finds the notices that came twice, and the procedure of those that only point to another notice.

Works on the indexes of the batches alone, one after the other; what stays in memory is twenty bytes a notice and the
references that are followed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

_IDENTITY = pa.binary(16)

# A chain of corrections longer than this is taken for a mistake.
_LONGEST_CHAIN = 50


@dataclass(slots=True)
class Links:
    """What was learnt about all notices. `dropped`: in which batch which notices (by their place in the index) came before.
    `procedures`: the notice's key → the procedure it was found to belong to."""

    dropped: dict[int, frozenset[int]] = field(default_factory=dict)
    procedures: dict[str, str] = field(default_factory=dict)

    @property
    def duplicates(self) -> int:
        """How many notices were found again in a later batch."""
        return sum(len(rows) for rows in self.dropped.values())


@dataclass(slots=True)
class _Pointing:
    """A notice that points to others and has no procedure identifier of its own."""

    stage: str
    own: str
    points_to: tuple[str, ...]


@dataclass(slots=True)
class _Target:
    """A notice that is pointed to."""

    key: str
    stage: str
    procedure_key: str


def link(indexes: Callable[[], Iterable[pa.RecordBatch]]) -> Links:
    """Links over all batches' indexes, which are gone through twice."""
    links = Links()
    identities = bytearray()
    starts = [0]
    found: list[tuple[int, int, str, _Pointing]] = []
    for number, batch in enumerate(indexes()):
        # copied out, for a column would keep its whole batch in memory
        identities += b"".join(batch.column("identity").to_pylist())
        starts.append(starts[-1] + batch.num_rows)
        found += ((number, at, key, one) for at, key, one in _pointing(batch))
    links.dropped = _dropped(identities, starts)
    pointing = {key: one for number, at, key, one in found if at not in links.dropped.get(number, ())}
    wanted = {ref for one in pointing.values() for ref in one.points_to}
    if wanted:
        targets = _targets(indexes(), wanted, links)
        for key, one in pointing.items():
            procedure = _follow(key, pointing, targets)
            if procedure != one.own:
                links.procedures[key] = procedure
    return links


def _dropped(identities: bytearray, starts: list[int]) -> dict[int, frozenset[int]]:
    """Batch → the places in it whose identity stands at an earlier place. `starts`: each batch's first place."""
    if starts[-1] < 2:
        return {}
    identity = pa.FixedSizeBinaryArray.from_buffers(_IDENTITY, starts[-1], [None, pa.py_buffer(identities)])
    table = pa.table({"identity": identity, "place": pa.array(range(starts[-1]), pa.uint32())})
    order = pc.sort_indices(table, sort_keys=[("identity", "ascending"), ("place", "ascending")])
    in_order = identity.take(order)
    same = pc.equal(in_order.slice(1), in_order.slice(0, len(order) - 1))
    places = order.slice(1).filter(same).to_pylist()
    found: dict[int, set[int]] = {}
    batch = 0
    for place in sorted(places):
        while place >= starts[batch + 1]:
            batch += 1
        found.setdefault(batch, set()).add(place - starts[batch])
    return {batch: frozenset(rows) for batch, rows in found.items()}


def _pointing(batch: pa.RecordBatch) -> Iterator[tuple[int, str, _Pointing]]:
    """The notices whose procedure other notices may tell: place in the index, key, and what they point to."""
    lengths = pc.list_value_length(batch.column("points_to"))
    does = pc.and_(pc.greater(lengths, 0), pc.not_equal(batch.column("procedure_link"), "identifier"))
    places = pc.indices_nonzero(does)
    for at, row in zip(places.to_pylist(), batch.take(places).to_pylist(), strict=True):
        yield at, row["key"], _Pointing(row["stage"], row["procedure_key"], tuple(row["points_to"]))


def _targets(indexes: Iterable[pa.RecordBatch], wanted: set[str], links: Links) -> dict[str, _Target]:
    """Reference → the first notice known by it."""
    names = pa.array(sorted(wanted))
    targets: dict[str, _Target] = {}
    for number, batch in enumerate(indexes):
        known_as = batch.column("known_as")
        hit = pc.is_in(pc.list_flatten(known_as), value_set=names)
        places = pc.unique(pc.list_parent_indices(known_as).filter(hit))
        for at, row in zip(places.to_pylist(), batch.take(places).to_pylist(), strict=True):
            if at in links.dropped.get(number, ()):
                continue
            target = _Target(row["key"], row["stage"], row["procedure_key"])
            for name in row["known_as"]:
                if name in wanted:
                    targets.setdefault(name, target)
    return targets


def _follow(key: str, pointing: dict[str, _Pointing], targets: dict[str, _Target]) -> str:
    """The procedure at the end of the chain. A planning notice begins no procedure: nothing but another planning
    notice belongs to it, since one announcement of plans may be followed by many procurements or none."""
    seen = {key}
    own = pointing[key].own
    for _ in range(_LONGEST_CHAIN):
        here = pointing.get(key)
        if here is None:
            break
        ahead = (targets[ref] for ref in here.points_to if ref in targets)
        step = next(
            (t for t in ahead if t.key not in seen and (t.stage != "planning" or here.stage == "planning")), None
        )
        if step is None:
            break
        own, key = step.procedure_key, step.key
        seen.add(key)
    return own
