"""Files of notices taken in: one that was sent, or what lies in a folder of this machine. Kept in a folder of their own.

Nothing outside the named root is ever read: names with “..” and absolute ones are refused, and no link is followed, not
even one that is put there while the files are taken. What is kept is there whole or not at all.
"""

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nybrott.sources import naming
from nybrott.sources.kinds import Unreadable
from nybrott.sources.streams import CHUNK

_NOT_PLAIN = re.compile(r"[^\w.() +-]+")
_LONGEST_NAME = 120
_NO_LINK = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Lying:
    """Something in the inbox that may be taken: its place below the root, and its size (None for a folder)."""

    place: str
    size: int | None


class Inbox:
    """A folder of this machine that notices may be taken from."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def is_there(self) -> bool:
        """Whether there is such a folder."""
        return self._root.is_dir()

    def lying(self, inside: str = "", *, most: int = 500) -> list[Lying]:
        """What lies in the root or a folder below it, in the order of names: folders, notices and archives. Links,
        hidden and other files are passed over. Raises `Unreadable("outside")` or `Unreadable("missing")`."""
        with self._opened(_parts(inside) if inside else []) as folder:
            found = []
            for name in sorted(os.listdir(folder))[: most * 4]:
                status = os.stat(name, dir_fd=folder, follow_symlinks=False)
                place = f"{inside.strip('/')}/{name}" if inside else name
                if name.startswith("."):
                    continue
                if stat.S_ISDIR(status.st_mode):
                    found.append(Lying(place, None))
                elif stat.S_ISREG(status.st_mode) and _is_wanted(name):
                    found.append(Lying(place, status.st_size))
            return found[:most]

    def take(
        self, place: str, into: Path, *, most: int, progress: Callable[[int], None] | None = None
    ) -> tuple[int, int]:
        """Copy a file, or all files of notices in a folder, into a new folder; gives how many files and bytes.

        Raises `Unreadable` with "outside", "missing", "empty" or "too-large" (more than `most` bytes in all).
        """
        *above, name = _parts(place)
        with _whole_or_not(into) as beside, self._opened(above) as folder:
            try:
                status = os.stat(name, dir_fd=folder, follow_symlinks=False)
            except OSError:
                raise Unreadable("missing") from None
            if stat.S_ISLNK(status.st_mode):
                raise Unreadable("outside")
            found = _walked(name, folder) if stat.S_ISDIR(status.st_mode) else iter([(folder, name, name)])
            files = size = 0
            for where, file, shown in found:
                if not _is_wanted(file):
                    continue
                target = beside / shown
                target.parent.mkdir(parents=True, exist_ok=True)
                size += _copied(where, file, target, most - size)
                files += 1
                if progress:
                    progress(files)
            if not files:
                raise Unreadable("empty")
            return files, size

    @contextmanager
    def _opened(self, parts: list[str]) -> Iterator[int]:
        """A folder below the root, reached step by step without following a link."""
        try:
            held = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError:
            raise Unreadable("missing") from None
        try:
            for part in parts:
                try:
                    further = os.open(part, _NO_LINK | os.O_DIRECTORY, dir_fd=held)
                except (FileNotFoundError, PermissionError):
                    raise Unreadable("missing") from None
                except OSError:  # a link, or no folder
                    raise Unreadable("outside") from None
                os.close(held)
                held = further
            yield held
        finally:
            os.close(held)


def keep(pieces: Iterable[bytes], into: Path, name: str, *, most: int) -> int:
    """Keep a file that was sent, under its own name made plain, in a new folder; gives its bytes. Raises `Unreadable`
    with "too-large" or "empty"."""
    with _whole_or_not(into) as beside:
        size = 0
        with (beside / plain_name(name)).open("wb") as file:
            for piece in pieces:
                size += len(piece)
                if size > most:
                    raise Unreadable("too-large")
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if not size:
            raise Unreadable("empty")
        return size


def plain_name(name: str) -> str:
    """A name somebody's machine gave a file, made fit for ours; its ending stays."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = _NOT_PLAIN.sub("_", last).lstrip(". ") or "notices"
    return plain[-_LONGEST_NAME:].lstrip(". ") or "notices"


def is_readable(name: str) -> bool:
    """Whether a file of this name may hold notices, or is an archive of such."""
    return _is_wanted(name)


def forget(folder: Path) -> None:
    """Delete what was kept; what is gone already is no trouble."""
    shutil.rmtree(folder, ignore_errors=True)


def _is_wanted(name: str) -> bool:
    return not name.startswith(".") and bool(naming.is_notice(name) or naming.archive(name))


def _parts(place: str) -> list[str]:
    parts = [part for part in place.split("/") if part]
    if not parts or place.startswith("/") or "\0" in place or {".", ".."} & set(parts):
        raise Unreadable("outside")
    return parts


def _walked(name: str, folder: int) -> Iterator[tuple[int, str, str]]:
    """Every file below a folder, links never followed: where it lies, its name, and its place below the folder."""
    for above, folders, files, held in os.fwalk(name, dir_fd=folder, follow_symlinks=False):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        inside = above[len(name) :].strip("/")
        for file in sorted(files):
            if stat.S_ISREG(os.stat(file, dir_fd=held, follow_symlinks=False).st_mode):
                yield held, file, f"{inside}/{file}" if inside else file


def _copied(folder: int, name: str, target: Path, most: int) -> int:
    size = 0
    with os.fdopen(os.open(name, _NO_LINK, dir_fd=folder), "rb") as source, target.open("wb") as into:
        while piece := source.read(CHUNK):
            size += len(piece)
            if size > most:
                raise Unreadable("too-large")
            into.write(piece)
        into.flush()
        os.fsync(into.fileno())
    return size


@contextmanager
def _whole_or_not(into: Path) -> Iterator[Path]:
    """A folder to fill beside its place; it stands there when all went well, and never half."""
    beside = into.with_name(f"{into.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700, parents=True)
    try:
        yield beside
        shutil.rmtree(into, ignore_errors=True)
        beside.rename(into)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
