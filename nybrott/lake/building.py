"""Builds a lake: documents → batches → partitions → a generation that holds."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa

from nybrott.core.signals import catalogue
from nybrott.lake import batches, generations, partitions, writing
from nybrott.lake.counting import leads
from nybrott.lake.generations import LAYOUT, PREFIX, Manifest, NoLake
from nybrott.lake.guessing import followed
from nybrott.lake.linking import link
from nybrott.sources import Crew, Item, Limits, items, taken
from nybrott.sources import batches as in_batches

# A batch is what is done again after a kill, and what one process holds at a time.
BATCH_DOCUMENTS = 400
BATCH_BYTES = 8 * 1024 * 1024

# A part waiting to be written is a list of places, not the rows themselves.
_PARTS_AHEAD = 32

_WORK = ".work"
_ASIDE = "aside.part"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come: `step` is "reading" or "writing"."""

    step: str
    documents: int
    notices: int
    errors: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a build came to. `notices` are in the lake; `duplicates` were found again and left out; `errors` could not
    be read (the lake's own `errors` table names each). `is_new` is False when the same lake stood there already."""

    documents: int
    notices: int
    duplicates: int
    errors: int
    generation: str
    is_new: bool


def build(
    paths: Iterable[str | Path],
    into: str | Path,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Read every notice under `paths`, find the signs in it, and make the lake in `into` hold just these.

    The lake that stood there holds until the new one is complete. A build that was killed goes on from its last
    finished batch when it is started again. The same input gives the same bytes, whatever `jobs`. Raises `NoLake`
    when another build is at work there or the folder cannot be used.
    """
    lake = Path(into)
    with _held(lake):
        work = lake / _WORK
        work.mkdir(exist_ok=True)
        for leftover in (*work.glob("*.part"), *work.glob("writing")):
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        found = items(paths, limits=limits or Limits())
        batches.tools()  # the signs are read before the crew starts, and not again by each of them
        with Crew(jobs) as crew:
            files = _read(found, work, crew, progress or (lambda _: None))
            report = _settle(lake, work, files, crew)
        shutil.rmtree(work)
        return report


@contextmanager
def _held(lake: Path) -> Iterator[None]:
    """The lake's folder, with nobody else building in it."""
    try:
        lake.mkdir(parents=True, exist_ok=True)
        hold = os.open(lake, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as trouble:
        raise NoLake(f"No lake can be built in {lake}: {trouble.strerror}.") from None
    try:
        try:
            fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NoLake(f"Another build is at work in {lake}; wait for it to end.") from None
        yield
    finally:
        os.close(hold)


def _read(found: Iterable[Item], work: Path, crew: Crew, progress: Callable[[Progress], None]) -> list[Path]:
    numbered = enumerate(in_batches(found, most=BATCH_DOCUMENTS, most_bytes=BATCH_BYTES))
    files: list[Path] = []
    read = notices = errors = 0
    for made in crew.spread(partial(_make, folder=work), numbered):
        files.append(made.file)
        read, notices, errors = read + made.documents, notices + made.notices, errors + made.errors
        progress(Progress("reading", read, notices, errors))
    kept = set(files)
    for stale in work.glob(f"*{batches.SUFFIX}"):
        if stale not in kept:
            stale.unlink()
    return files


def _make(numbered: tuple[int, tuple[Item, ...]], folder: Path) -> batches.Made:
    number, cut = numbered
    return batches.make(number, tuple(map(taken, cut)), folder)


def _settle(lake: Path, work: Path, files: list[Path], crew: Crew) -> Report:
    """Write the partitions of a new generation, let it hold, and remove what held before."""
    folder = work / "writing"
    folder.mkdir()
    links = link(lambda: _indexes(files))
    parts = partitions.plan(files, _contents(files), leads(_indexes(files), links), links, folder)
    stored = [file for written in crew.spread(writing.write, parts, ahead=_PARTS_AHEAD) for file in written]
    stored += writing.write_errors(folder, _contents(files))
    notices_files = [folder / file.path for file in stored if file.table == "notices"]
    aside = work / _ASIDE
    aside.mkdir()
    stored += writing.write_guesses(folder, followed(notices_files, aside, crew))
    read = duplicates = errors = 0
    for contents in _contents(files):
        read += contents.documents
        duplicates += contents.duplicates
        errors += len(contents.errors)
    notices = sum(file.rows for file in stored if file.table == "notices")
    stored.sort(key=lambda file: file.path)
    manifest = Manifest(
        LAYOUT, catalogue().version, read, notices, duplicates + links.duplicates, errors, tuple(stored)
    )
    (folder / generations.MANIFEST).write_text(manifest.text(), encoding="utf-8")
    name = manifest.name()
    before = generations.current(lake)
    if not (lake / name).exists():
        folder.rename(lake / name)
    generations.point(lake, name)
    for old in lake.glob(f"{PREFIX}*"):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)
    is_new = before is None or before.name != name
    return Report(read, notices, manifest.duplicates, errors, name, is_new)


def _indexes(files: list[Path]) -> Iterator[pa.RecordBatch]:
    return (batches.read_index(file, batches.read_contents(file)) for file in files)


def _contents(files: list[Path]) -> Iterator[batches.Contents]:
    return (batches.read_contents(file) for file in files)
