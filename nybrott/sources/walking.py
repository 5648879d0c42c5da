"""Goes through files, folders and standard input, in one order on every machine."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from nybrott.sources import naming
from nybrott.sources.archives import Given, opened
from nybrott.sources.lines import is_lines, pieces, whole
from nybrott.sources.model import MEGABYTE, Document, Limits, Refusal, told

STANDARD_INPUT = "-"

# As much of what comes in is looked at to see whether it is a record a line.
_FIRST_LINE = 256 * 1024

# How an archive begins: (where, with what) → how it is packed and what it holds, as far as its beginning says.
_BEGINNINGS = (
    (0, b"PK\x03\x04", ("", "zip")),
    (0, b"PK\x05\x06", ("", "zip")),
    (257, b"ustar", ("", "tar")),
    (0, b"\x1f\x8b", ("gz", "any")),
    (0, b"BZh", ("bz2", "any")),
    (0, b"\xfd7zXZ\x00", ("xz", "any")),
)


@dataclass(frozen=True, slots=True)
class Unread:
    """A plain file to be read where it is worked on: another process is told its name, and reads it itself.

    `size` is what it was when it was seen.
    """

    name: str
    size: int
    limits: Limits

    def taken(self) -> Document | Refusal:
        """What the file holds."""
        shown = _shown(self.name)
        try:
            with open(self.name, "rb") as file:
                return _document(file, shown, self.limits)
        except (OSError, ValueError) as trouble:
            return Refusal(shown, "whole file", _why(trouble))


Item = Document | Refusal | Unread


def taken(item: Item) -> Document | Refusal:
    """A document or refusal as it is, a file that was not read yet as what it holds."""
    return item.taken() if isinstance(item, Unread) else item


def documents(paths: Iterable[str | os.PathLike[str]], *, limits: Limits | None = None) -> Iterator[Document | Refusal]:
    """`items`, each read as it comes, one in memory at a time."""
    return map(taken, items(paths, limits=limits))


def items(paths: Iterable[str | os.PathLike[str]], *, limits: Limits | None = None) -> Iterator[Item]:
    """Every file of notices under these paths, in order; plain ones (not archives, not files of lines) not read yet.

    A path is a file (.xml, .json, .jsonl), an archive (zip, tar, gz, bz2, xz, also in each other), a folder (gone
    through in the order of names, hidden files and other kinds passed over, a folder never twice) or "-", standard
    input. Never raises for what is, or is not, there.
    """
    bounds = limits or Limits()
    for path in paths:
        name = os.fspath(path)
        if name == STANDARD_INPUT:
            yield from _standard_input(sys.stdin.buffer, bounds)
        elif os.path.isdir(name):
            yield from _folder(name, bounds, set())
        else:
            yield from _file(name, bounds, is_named=True)


def _folder(path: str, limits: Limits, seen: set[tuple[int, int]]) -> Iterator[Item]:
    try:
        status = os.stat(path)
        names = sorted(os.listdir(path), key=os.fsencode)
    except OSError as trouble:
        yield Refusal(_shown(path), "folder", _why(trouble))
        return
    # links between folders may go in circles, or lead to one folder by a thousand ways
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for name in names:
        inner = os.path.join(path, name)
        if name.startswith("."):
            continue
        if os.path.isdir(inner):
            yield from _folder(inner, limits, seen)
        elif naming.is_notice(name) or naming.archive(name):
            yield from _file(inner, limits, is_named=False)


def _file(path: str, limits: Limits, *, is_named: bool) -> Iterator[Item]:
    shown = _shown(path)
    kind = naming.archive(path)
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            if is_named:
                yield Refusal(shown, "whole file", "it is no file or folder")
            return
        if not kind and not naming.is_notice(path):
            yield Refusal(shown, "name", naming.READABLE)
            return
        if not kind and not naming.is_lines(path):
            yield Unread(path, status.st_size, limits)
            return
        with open(path, "rb") as file:
            if kind:
                given = False
                for one in opened(file, shown, kind, limits):
                    given = True
                    yield one
                if is_named and not given:
                    yield Refusal(shown, "archive", naming.NOTHING)
            else:
                yield from pieces(file, shown, limits)
    except (OSError, ValueError) as trouble:
        yield Refusal(shown, "whole file", _why(trouble))


def _document(file: IO[bytes], path: str, limits: Limits) -> Document | Refusal:
    size = os.fstat(file.fileno()).st_size
    if size > limits.document:
        return Refusal(path, "whole file", f"it is larger than the {told(limits.document)} that are read")
    return whole(file, path, limits)


def _standard_input(stream: IO[bytes], limits: Limits) -> Given:
    """What comes in, put where its beginning can be seen and an archive moved about in."""
    with tempfile.SpooledTemporaryFile(8 * MEGABYTE) as file:
        size = 0
        while more := stream.read(MEGABYTE):
            size += len(more)
            if size > limits.spooled:
                limit = told(limits.spooled)
                yield Refusal(STANDARD_INPUT, "whole file", f"it is larger than the {limit} that standard input may be")
                return
            file.write(more)
        file.seek(0)
        head = file.read(512)
        file.seek(0)
        kind = next((kind for at, begins, kind in _BEGINNINGS if head.startswith(begins, at)), None)
        if kind:
            yield from opened(file, STANDARD_INPUT, kind, limits)
        elif is_lines(file.read(_FIRST_LINE)):
            file.seek(0)
            yield from pieces(file, STANDARD_INPUT, limits)
        else:
            file.seek(0)
            yield whole(file, STANDARD_INPUT, limits)


def _shown(path: str) -> str:
    """A path as text, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _why(trouble: OSError | ValueError) -> str:
    if isinstance(trouble, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(trouble, PermissionError):
        return "it may not be read"
    return f"it cannot be read ({getattr(trouble, 'strerror', None) or trouble})"
