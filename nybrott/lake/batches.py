"""One batch of documents, read and searched, in one file: what a build can go on from after it was killed.

The file holds the rows of every table, partition by partition, as Arrow messages one after the other, and at its end
a table of contents. It is written beside its place and moved there when complete: a batch file that exists is
finished. Its name is its number in the input and the fingerprint of everything it was made from.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from nybrott.core import keys
from nybrott.core.notices import Notice, ReadError, mere_test, read
from nybrott.core.signals import Findings, catalogue, find
from nybrott.lake.rows import Named, record_batches
from nybrott.lake.tables import FLAGS, stored_schema
from nybrott.sources import Document, Refusal

SUFFIX = ".batch"
Place = tuple[int, int]

# What a notice is called and what it points to: enough to find doubles and follow references without its text.
# A row a notice, in the order of the input, as in the counted tables. `flags` are its bits of `FLAGS`; `rank` orders the
# notices of one procedure: the lowest stands for it.
INDEX = pa.schema([
    ("identity", pa.binary(16)), ("key", pa.string()), ("stage", pa.string()), ("procedure_key", pa.string()),
    ("procedure_link", pa.string()), ("known_as", pa.list_(pa.string())), ("points_to", pa.list_(pa.string())),
    ("rank", pa.int64()), ("flags", pa.uint16()),
])  # fmt: skip

_FOOT = 8
_LAST_DAY = date.max.toordinal()
_STANDING = {"competition": 0, "result": 1, "direct-award": 2, "modification": 3, "planning": 4}


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents of a batch file: where the tables lie (offset, length), and what went wrong.

    `counted`: table → place, a row a notice in `notices`. `partitions`: (year, country, notices, {table: place}) in order.
    `errors`: (path, place, reason, kind).
    """

    notices: int
    counted: dict[str, Place]
    partitions: tuple[tuple[int | None, str, int, dict[str, Place]], ...]
    index: Place
    errors: tuple[tuple[str, str, str, str], ...]
    documents: int
    duplicates: int


@cache
def tools() -> str:
    """A short name of the programs and definitions a batch is made with: another reader makes other rows."""
    digest = sha256(catalogue().version.encode())
    for package in ("nybrott.core.notices", "nybrott.core.signals", "nybrott.lake"):
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".py"):
                digest.update(file.name.encode() + file.read_bytes())
    for place in ("notices/catalogue/test-notices.toml", "keys.py"):
        digest.update((files("nybrott.core") / place).read_bytes())
    return digest.hexdigest()[:16]


def fingerprint(items: Sequence[Document | Refusal]) -> str:
    """The same for the same input and tools, on every machine."""
    digest = sha256(tools().encode())
    for item in items:
        body = item.data if isinstance(item, Document) else f"{item.place}\0{item.reason}".encode()
        digest.update(f"\0{type(item).__name__}\0{item.path}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Made:
    """A finished batch: its file, and how many documents went into it, and notices and errors came of them."""

    file: Path
    documents: int
    notices: int
    errors: int


def make(number: int, items: Sequence[Document | Refusal], folder: Path) -> Made:
    """Read, search and store one batch, or find it stored already."""
    place = folder / f"{number:06d}-{fingerprint(items)}{SUFFIX}"
    if not place.exists():
        half = place.with_suffix(f".{os.getpid()}.part")
        with half.open("wb") as file:
            _write(file, items)
        half.replace(place)
    contents = read_contents(place)
    return Made(place, contents.documents, contents.notices, len(contents.errors))


def _write(file, items: Sequence[Document | Refusal]) -> None:  # type: ignore[no-untyped-def]
    signs = catalogue()
    entries: list[tuple[bytes, Named]] = []
    errors: list[tuple[str, str, str, str]] = []
    seen: set[bytes] = set()
    duplicates = 0
    for item in items:
        for found in _found(item, errors):
            identity = keys.identity(found)
            if identity in seen:
                duplicates += 1
                continue
            seen.add(identity)
            told = replace(found, stage=keys.TEST) if mere_test(found) else found
            entries.append((identity, (keys.key(told, identity), told, find(told, signs))))
    stored = record_batches([named for _, named in entries], signs)
    at = 0

    def put(batch: pa.RecordBatch) -> tuple[int, int]:
        nonlocal at
        place = (at, file.write(batch.serialize()))
        at += place[1]
        return place

    contents = Contents(
        notices=len(entries),
        counted={table: put(batch) for table, batch in stored.counted.items() if batch.num_rows},
        partitions=tuple(
            (
                *partition,
                stored.sizes[partition],
                {table: put(batch) for table, batch in tables.items() if batch.num_rows},
            )
            for partition, tables in stored.detail.items()
        ),
        index=put(_index(entries)),
        errors=tuple(errors),
        documents=len(items),
        duplicates=duplicates,
    )
    foot = json.dumps(asdict(contents)).encode()
    file.write(foot + len(foot).to_bytes(_FOOT, "little"))


def _found(item: Document | Refusal, errors: list[tuple[str, str, str, str]]) -> Iterator[Notice]:
    if isinstance(item, Refusal):
        errors.append((item.path, item.place, item.reason, "source"))
        return
    for found in read(item.data, path=item.path):
        if isinstance(found, ReadError):
            errors.append((found.path, found.place, found.reason, "notice"))
        else:
            yield found


def _index(entries: Sequence[tuple[bytes, Named]]) -> pa.RecordBatch:
    rows = []
    for identity, (key, notice, findings) in entries:
        procedure_key, link = keys.procedure(notice, key)
        rows.append((
            identity, key, notice.stage, procedure_key, link, _known_as(notice), _points_to(notice), rank(notice),
            flags(notice, findings),
        ))  # fmt: skip
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(INDEX)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, INDEX, strict=True)], schema=INDEX
    )


def rank(notice: Notice) -> int:
    """A procedure is counted by its first competition, else its first result, and so on; undated ones come last."""
    day = notice.published_on.toordinal() if notice.published_on else _LAST_DAY
    return _STANDING.get(notice.stage, len(_STANDING)) * _LAST_DAY * 2 + day


def flags(notice: Notice, findings: Findings) -> int:
    """What a notice shows of its procedure, a bit for each of `FLAGS`."""
    stage, lenses = notice.stage, findings.lenses
    shown = {
        "planning": stage == "planning",
        "competition": stage == "competition",
        "direct_award": stage == "direct-award",
        "result": stage == "result",
        "modification": stage == "modification",
        "design_contest": notice.procedure == "design-contest",
        "market_dialogue": findings.market_dialogue,
        "innovation": findings.innovation,
        "partnership": findings.partnership,
        "friendly": findings.friendly,
        "strict": lenses.strict,
        "declared": lenses.declared,
        "behavioural": lenses.behavioural,
        "candidate": bool(findings.candidates),
    }
    return sum(1 << bit for bit, flag in enumerate(FLAGS) if shown[flag])


def _known_as(notice: Notice) -> tuple[str, ...]:
    """By what other notices may point to this one. A plain record's number says nothing outside its own list."""
    if notice.format == "record":
        names = [notice.doffin_ref, notice.publication_ref]
    else:
        names = [notice.notice_id, f"{notice.notice_id}-{notice.version}", notice.doffin_ref, notice.publication_ref]
    return tuple(dict.fromkeys(name for name in names if name))


def _points_to(notice: Notice) -> tuple[str, ...]:
    """What it corrects first, then what it says came before it. Nothing where the procedure is known by identifier."""
    if notice.procedure_id:
        return ()
    return tuple(dict.fromkeys(ref for ref in (*(change.of for change in notice.changes), *notice.previous) if ref))


def read_contents(place: Path) -> Contents:
    """The table of contents at the end of a batch file."""
    with place.open("rb") as file:
        file.seek(-_FOOT, os.SEEK_END)
        length = int.from_bytes(file.read(_FOOT), "little")
        file.seek(-_FOOT - length, os.SEEK_END)
        said = json.loads(file.read(length))
    return Contents(**said)


def read_index(place: Path, contents: Contents) -> pa.RecordBatch:
    """The index of a batch, a row a notice in the order of the input."""
    return _message(place, contents.index, INDEX)


def read_table(place: Path, where: tuple[int, int], table: str) -> pa.RecordBatch:
    """One partition's rows of one table. Read, not mapped: memory is given back when the rows are."""
    return _message(place, where, stored_schema(table))


def _message(place: Path, where: tuple[int, int], schema: pa.Schema) -> pa.RecordBatch:
    with place.open("rb", buffering=0) as file:
        file.seek(where[0])
        return pa.ipc.read_record_batch(pa.py_buffer(file.read(where[1])), schema)
