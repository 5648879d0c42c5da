"""What sources give: documents, or the reason why there is none. And how much they may give."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
GIGABYTE = 1024 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Document:
    """A file's bytes. `path` is as the caller named it; a file in an archive is `archive.zip!inner/name.xml`.

    A file of lines (.jsonl) may come in several documents of the same path; each begins with as many empty lines as
    there were lines before it, so that whoever counts lines counts right.
    """

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was not given: which file, where in it, and why in plain words. The rest goes on."""

    path: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How much foreign files may ask of this machine. Sizes are bytes.

    `document` is the largest document (or the longest line of a .jsonl file, which has no limit as a whole); `piece`
    how much of a .jsonl file makes a document. `unpacked` is all that one archive, with the archives in it, may give
    together; `members` how many files it may hold; `depth` how many archives may lie inside each other; `ratio` how
    many times larger than packed an archive may become before it is taken for a trap (real notices pack 10 to 30
    times; the first `unrated` bytes are free). `spooled` is the largest archive that is put on disk to be opened.
    """

    document: int = 64 * MEGABYTE
    piece: int = 4 * MEGABYTE
    unpacked: int = 64 * GIGABYTE
    members: int = 2_000_000
    depth: int = 3
    ratio: int = 200
    unrated: int = 16 * MEGABYTE
    spooled: int = 2 * GIGABYTE


class Trap(Exception):
    """An archive asks for more than `Limits` allow: it is left alone from here on. The message says why."""


class Damaged(Exception):
    """Bytes that are not what they should be. The message says why."""


class Budget:
    """What one archive, with all archives in it, has used of its limits."""

    def __init__(self, limits: Limits, packed: int | None) -> None:
        """`packed` is the archive's size, None while it is not known (a stream)."""
        self.limits = limits
        self._most = limits.unpacked
        if packed is not None:
            self._most = min(self._most, max(limits.ratio * packed, limits.unrated))
        self._unpacked = self._members = 0

    def unpack(self, size: int) -> None:
        """`size` more bytes were unpacked."""
        self._unpacked += size
        if self._unpacked > self._most:
            if self._most < self.limits.unpacked:
                raise Trap(f"it grows to more than {self.limits.ratio} times its size, as no archive of notices does")
            raise Trap(f"it unpacks to more than {told(self.limits.unpacked)}")

    def member(self) -> None:
        """One more file was seen."""
        self._members += 1
        if self._members > self.limits.members:
            raise Trap(f"it holds more than {self.limits.members} files")


def told(size: int) -> str:
    """A size for a sentence."""
    for unit, name in ((GIGABYTE, "GB"), (MEGABYTE, "MB"), (1024, "kB")):
        if size >= unit:
            return f"{size // unit} {name}"
    return f"{size} bytes"
