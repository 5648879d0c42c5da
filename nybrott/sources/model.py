"""What sources give: documents, or the reason why there is none. And how much they may give."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
GIGABYTE = 1024 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Document:
    """A file's bytes. `path` is as the caller named it; a file in an archive is `archive.zip!inner/name.xml`."""

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

    `document` is the largest document; `unpacked` all that one archive (with the archives in it) may give together;
    `members` how many files it may hold; `depth` how many archives may lie inside each other; `ratio` how many times
    larger than packed something may become before it is taken for a trap (real notices pack 10 to 30 times).
    `spooled` is the largest archive inside another that is put on disk to be opened; `directory` a zip's largest
    list of contents.
    """

    document: int = 64 * MEGABYTE
    unpacked: int = 64 * GIGABYTE
    members: int = 2_000_000
    depth: int = 3
    ratio: int = 200
    spooled: int = 2 * GIGABYTE
    directory: int = 512 * MEGABYTE
