"""Finds the competition that followed each market dialogue: by procedure identifier, by reference, else by a guess.

Works on the notices' files as they were just written. What is compared is put on heaps first: the notices of one
procedure lie on one heap, and so do those of one buyer. So what is held at once does not grow with the lake: one heap, and
two hundred bytes for each dialogue that was followed.

A dialogue is a procedure's first notice that shows one. A competition that shows none is a plain one: a dialogue
announced on the form of a competition is a dialogue, and leads to another notice.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nybrott.core.linking import Announcement, guesses, rules
from nybrott.lake.heaps import Heap, Heaps
from nybrott.lake.tables import stored_schema
from nybrott.sources import Crew

# Notices of which those that matter lie on one heap, more or less.
HEAP_NOTICES = 800
_MOST_HEAPS = 256

_AT_ONCE = 4_096
_TURN_ROWS = 4_096

# `buyer` is country and number, "" where there is no number; days are counted from 1970.
_OF_PROCEDURES = pa.schema([
    ("procedure_key", pa.string()), ("key", pa.string()), ("day", pa.int32()), ("market_dialogue", pa.bool_()),
    ("buyer", pa.string()), ("year", pa.int16()), ("country", pa.string()),
])  # fmt: skip
_OF_BUYERS = pa.schema([
    *_OF_PROCEDURES, ("title", pa.string()), ("buyer_name", pa.string()), ("cpv_main", pa.string()),
    ("cpv_additional", pa.list_(pa.string())),
])  # fmt: skip
# A name by which a notice with a dialogue may be referred to, and the dialogue's procedure (`of`); or a name that a plain
# competition (`key`) of another procedure refers to.
_NAMES = pa.schema([
    ("name", pa.string()), ("of", pa.string()), ("key", pa.string()), ("procedure_key", pa.string()), ("day", pa.int32()),
])  # fmt: skip
# A dialogue's procedure, and a plain competition that refers to it.
_REFERENCES = pa.schema([field for field in _NAMES if field.name != "name"])
# A dialogue of which nothing is known.
_WAITING = pa.schema([("buyer", pa.string()), ("key", pa.string())])

_READ = [
    "key", "procedure_key", "published_on", "stage", "market_dialogue", "format", "notice_id", "version", "doffin_ref",
    "publication_ref", "previous", "country", "buyer_ref", "year", "title", "buyer_name", "cpv_main", "cpv_additional",
]  # fmt: skip

_FIRST_DAY = date(1970, 1, 1)


def followed(notices: Sequence[Path], aside: Path, crew: Crew) -> pa.Table:
    """The rows of `guesses` over these files of notices, by year, country and key of the dialogue.

    `aside` is an empty folder for what is put aside.
    """
    count = min(_MOST_HEAPS, max(1, -(-sum(pq.read_metadata(file).num_rows for file in notices) // HEAP_NOTICES)))
    kept = _PutAside(aside, count)
    for file in notices:
        kept.take(file)
    for some in crew.spread(_referring, kept.names):
        kept.references.add(some)
    found = [stored_schema("guesses").empty_table()]
    for known, waiting in crew.spread(_known, zip(kept.procedures, kept.references, strict=True)):
        found.append(known)
        kept.waiting.add(waiting)
    found += crew.spread(_guessed, zip(kept.buyers, kept.waiting, strict=True))
    return pa.concat_tables(found).sort_by([("year", "ascending"), ("country", "ascending"), ("key", "ascending")])


class _PutAside:
    """What is compared of the notices, on heaps of several kinds."""

    def __init__(self, folder: Path, count: int) -> None:
        made = partial(Heaps, count=count)
        self.procedures = made(folder / "procedures", _OF_PROCEDURES, by="procedure_key")
        self.buyers = made(folder / "buyers", _OF_BUYERS, by="buyer")
        self.names = made(folder / "names", _NAMES, by="name")
        self.references = made(folder / "references", _REFERENCES, by="of")
        self.waiting = made(folder / "waiting", _WAITING, by="buyer")

    def take(self, notices: Path) -> None:
        """Put a file's dialogues and plain competitions on their heaps."""
        with pq.ParquetFile(notices) as file:
            for rows in file.iter_batches(_AT_ONCE, columns=_READ, use_threads=False):
                self.names.add(_own_names(rows.filter(rows.column("market_dialogue"))))
                plain = pc.equal(rows.column("stage"), "competition")
                matter = pc.and_(
                    pc.or_(plain, rows.column("market_dialogue")), pc.is_valid(rows.column("published_on"))
                )
                some = _narrow(rows.filter(matter))
                self.names.add(_names_said(some))
                self.procedures.add(some.select(_OF_PROCEDURES.names))
                self.buyers.add(some.filter(pc.not_equal(some.column("buyer"), "")).select(_OF_BUYERS.names))


def _narrow(rows: pa.RecordBatch) -> pa.RecordBatch:
    """`_OF_BUYERS`, and what the notices refer to."""
    buyer = pc.binary_join_element_wise(rows.column("country"), rows.column("buyer_ref"), " ")
    columns = {name: rows.column(name) for name in (*_OF_BUYERS.names, "previous") if name in _READ}
    columns["buyer"] = pc.if_else(pc.equal(rows.column("buyer_ref"), ""), "", buyer)
    columns["day"] = rows.column("published_on").cast(pa.int32())
    return pa.RecordBatch.from_pydict(columns)


def _own_names(dialogues: pa.RecordBatch) -> pa.RecordBatch:
    """By what competitions may refer to these. A plain record's number says nothing outside its own list."""
    official = pc.not_equal(dialogues.column("format"), "record")
    notice_id = dialogues.column("notice_id")
    names = [
        pc.if_else(official, notice_id, ""),
        pc.if_else(official, pc.binary_join_element_wise(notice_id, dialogues.column("version"), "-"), ""),
        dialogues.column("doffin_ref"),
        dialogues.column("publication_ref"),
    ]
    all_names = pa.concat_arrays(names)
    procedures = pa.concat_arrays([dialogues.column("procedure_key")] * len(names))
    return _named(all_names, of=procedures)


def _names_said(rows: pa.RecordBatch) -> pa.RecordBatch:
    """What plain competitions refer to."""
    plain = rows.filter(pc.invert(rows.column("market_dialogue")))
    said = plain.column("previous")
    who = plain.take(pc.list_parent_indices(said))
    return _named(pc.list_flatten(said), **{name: who.column(name) for name in ("key", "procedure_key", "day")})


def _named(names: pa.Array, **columns: pa.Array) -> pa.RecordBatch:
    nothing = {field.name: pa.nulls(len(names), field.type) for field in _NAMES}
    rows = pa.RecordBatch.from_pydict(nothing | {"name": names} | columns, schema=_NAMES)
    return rows.filter(pc.not_equal(names, ""))


def _referring(heap: Heap) -> pa.RecordBatch:
    """Which plain competitions refer to which dialogues' procedures, of the names of one heap."""
    rows = heap.rows()
    own = pc.is_valid(rows.column("of"))
    names = rows.filter(pc.invert(own))
    called: dict[str, dict[str, None]] = {}
    for name, of in _tuples(rows.filter(own), "name", "of"):
        called.setdefault(name, {})[of] = None
    found = [
        (of, key, procedure, day)
        for name, key, procedure, day in _tuples(names, "name", "key", "procedure_key", "day")
        for of in called.get(name, ())
        if of != procedure
    ]
    return _batch(found, _REFERENCES)


class _First(NamedTuple):
    """The first notice of a procedure that shows a dialogue."""

    day: int
    key: str
    buyer: str
    year: int | None
    country: str


def _known(heaps: tuple[Heap, Heap]) -> tuple[pa.Table, pa.RecordBatch]:
    """What is known of the dialogues of one heap (`guesses`), and those of which nothing is (`_WAITING`)."""
    rows, references = (heap.rows() for heap in heaps)
    firsts: dict[str, _First] = {}
    dialogues = rows.filter(rows.column("market_dialogue"))
    for procedure, *said in _tuples(dialogues, "procedure_key", "day", "key", "buyer", "year", "country"):
        first = _First(*said)
        if procedure not in firsts or first < firsts[procedure]:
            firsts[procedure] = first
    plain = rows.filter(pc.invert(rows.column("market_dialogue")))
    plain = plain.filter(pc.is_in(plain.column("procedure_key"), value_set=pa.array(firsts, pa.string())))
    # dialogue's procedure → (by reference, days, competition, its procedure): the least is what is known
    best: dict[str, tuple[bool, int, str, str]] = {}
    for is_reference, found in (
        (False, _tuples(plain, "procedure_key", "key", "procedure_key", "day")),
        (True, _tuples(references, "of", "key", "procedure_key", "day")),
    ):
        for of, key, procedure, day in found:
            if of in firsts and day >= firsts[of].day:
                link = (is_reference, day - firsts[of].day, key, procedure)
                best[of] = min(link, best.get(of, link))
    known = [
        (
            first.key, "reference" if best[of][0] else "identifier", *best[of][2:], best[of][1], None, (), None, "",
            first.year, first.country,
        )
        for of, first in firsts.items() if of in best
    ]  # fmt: skip
    waiting = [(first.buyer, first.key) for of, first in firsts.items() if of not in best and first.buyer]
    return pa.Table.from_batches([_batch(known, stored_schema("guesses"))]), _batch(waiting, _WAITING)


def _guessed(heaps: tuple[Heap, Heap]) -> pa.Table:
    """The guesses of one heap's buyers, for the dialogues of which nothing is known."""
    of_buyers, waiting = heaps[0], heaps[1].rows()
    found: list[tuple[Any, ...]] = []
    for buyers in _in_turns(of_buyers, pc.unique(waiting.column("buyer"))):
        rows = of_buyers.rows("buyer", buyers)
        for places in _by_buyer(rows):
            found += _guessed_of(rows, places, waiting.column("key"))
    return pa.Table.from_batches([_batch(found, stored_schema("guesses"))])


def _in_turns(heap: Heap, buyers: pa.Array) -> Iterator[pa.Array]:
    """The buyers, as many at a time as have some thousand rows together: what fell on one heap may be much."""
    counts: Counter[str] = Counter()
    for some in heap.messages("buyer", buyers):
        counts.update(some.column("buyer").to_pylist())
    turn: list[str] = []
    for buyer in counts:
        turn.append(buyer)
        if sum(counts[one] for one in turn) >= _TURN_ROWS:
            yield pa.array(turn)
            turn = []
    if turn:
        yield pa.array(turn)


def _by_buyer(rows: pa.Table) -> Iterator[pa.Array]:
    """The places of each buyer's rows, by day and key."""
    order = pc.sort_indices(rows, sort_keys=[("buyer", "ascending"), ("day", "ascending"), ("key", "ascending")])
    counts = pc.value_counts(rows.column("buyer").take(order)).field("counts")
    for start, end in pairwise((0, *accumulate(counts.to_pylist()))):
        yield order.slice(start, end - start)


def _guessed_of(rows: pa.Table, theirs: pa.Array, awaited: pa.ChunkedArray) -> Iterator[tuple[Any, ...]]:
    """The guesses of one buyer, whose rows have these places, by day and key."""
    shows = rows.column("market_dialogue").take(theirs).combine_chunks()
    dialogues = _those(rows, theirs.filter(shows), awaited)
    plain = theirs.filter(pc.invert(shows))
    found = list(guesses(_announced(rows, dialogues), _announced(rows, plain, once="procedure_key")))
    chosen = _those(rows, plain, pa.array({one.competition for one in found}, pa.string()))
    procedures = dict(_tuples(rows, "key", "procedure_key", places=chosen))
    about = {key: place for key, *place in _tuples(rows, "key", "year", "country", places=dialogues)}
    for one in found:
        why = one.likeness
        yield (
            one.dialogue, "guess", one.competition, procedures[one.competition], one.days, why.score, why.shared,
            why.cpv_digits, rules().version, *about[one.dialogue],
        )  # fmt: skip


def _those(rows: pa.Table, places: pa.Array, keys: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Of some places those of certain notices."""
    return places.filter(pc.is_in(rows.column("key").take(places), value_set=keys).combine_chunks())


def _announced(rows: pa.Table, places: pa.Array, once: str = "key") -> Iterator[Announcement]:
    """What is compared of the rows at these places; of those that agree in `once` only the first."""
    seen: set[str] = set()
    columns = ("key", once, "title", "day", "cpv_main", "cpv_additional", "buyer_name")
    for key, own, title, day, main, additional, name in _tuples(rows, *columns, places=places):
        if own not in seen:
            seen.add(own)
            codes = tuple(code for code in (main, *additional) if code)
            yield Announcement(key, title, _FIRST_DAY + timedelta(day), codes, name)


def _tuples(rows: pa.Table, *columns: str, places: pa.Array | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples, or those at some places; a piece at a time, for as tuples they are many times as large."""
    some = rows.select(columns)
    for start in range(0, rows.num_rows if places is None else len(places), _AT_ONCE):
        piece = some.slice(start, _AT_ONCE) if places is None else some.take(places.slice(start, _AT_ONCE))
        yield from zip(*(column.to_pylist() for column in piece.columns), strict=True)


def _batch(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
