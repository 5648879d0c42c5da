"""Reads tar archives as a stream, once from beginning to end.

The standard library's reader keeps every member in memory and believes the sizes that long names claim; this one
keeps nothing and refuses names longer than any real one.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass

from nybrott.sources.model import Budget, Damaged
from nybrott.sources.streams import Exactly, Readable

_BLOCK = tarfile.BLOCKSIZE
_LONGEST_HEAD = 1024 * 1024

_LONG_NAME, _LONG_LINK = b"L", b"K"
_PAX, _PAX_GLOBAL = b"x", b"g"
_SPARSE = b"S"
_FILES = {tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE}
_KINDS = {
    tarfile.LNKTYPE: "it is a link", tarfile.SYMTYPE: "it is a link", tarfile.CHRTYPE: "it is a device",
    tarfile.BLKTYPE: "it is a device", tarfile.FIFOTYPE: "it is a pipe", _SPARSE: "it is a sparse file",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive. `refused` says why it is not read, "" when it may be."""

    name: str
    size: int
    refused: str


class Contents:
    """A member's bytes, without the padding of its last block."""

    def __init__(self, body: Exactly, size: int) -> None:
        self._body, self._left = body, size

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        given = self._body.read(min(size, self._left))
        self._left -= len(given)
        return given


def members(stream: Readable, budget: Budget) -> Iterator[tuple[Member, Exactly]]:
    """Every file with its contents, which must be read (or left) before the next is asked for. Raises `Damaged`."""
    name = ""
    size: int | None = None
    is_sparse = False
    while (head := _head(stream)) is not None:
        body = Exactly(stream, -(-head.size // _BLOCK) * _BLOCK)
        if head.type in {_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL}:
            said = _told(head, body)
            if head.type == _LONG_NAME:
                name = said.rstrip(b"\0").decode("utf-8", "replace")
            elif head.type == _PAX:
                records = _records(said)
                name = records.get("path", name)
                is_sparse = any(key.startswith("GNU.sparse") for key in records)
                size = _number(records["size"]) if "size" in records else None
            continue
        budget.member()
        if size is not None:
            body = Exactly(stream, -(-size // _BLOCK) * _BLOCK)
        if not head.isdir():
            refused = "" if head.type in _FILES else _KINDS.get(head.type, "it is of an unknown kind")
            refused = refused or ("it is a sparse file" if is_sparse else "")
            yield Member(name or head.name, head.size if size is None else size, refused), body
        body.skip()
        name, size, is_sparse = "", None, False


def _head(stream: Readable) -> tarfile.TarInfo | None:
    """The next head, None at the end."""
    block = stream.read(_BLOCK)
    if not block.strip(b"\0"):
        return None  # the end, marked by empty blocks or not at all
    try:
        head = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
    except (tarfile.HeaderError, ValueError) as trouble:
        raise Damaged(f"it is no tar archive, or it is damaged or cut off ({trouble})") from None
    if head.size < 0:
        raise Damaged("a member has a size below nothing")
    # links, devices and folders have no contents, whatever their head claims
    if head.type in {
        tarfile.LNKTYPE,
        tarfile.SYMTYPE,
        tarfile.CHRTYPE,
        tarfile.BLKTYPE,
        tarfile.FIFOTYPE,
        tarfile.DIRTYPE,
    }:
        head.size = 0
    return head


def _told(head: tarfile.TarInfo, body: Exactly) -> bytes:
    if head.size > _LONGEST_HEAD:
        raise Damaged("a member's name or notes are longer than any real one")
    said = body.read(head.size)
    body.skip()
    return said


def _records(said: bytes) -> dict[str, str]:
    """The records of a pax head: "<length> <key>=<value>\\n", one after the other."""
    records: dict[str, str] = {}
    at = 0
    while at < len(said):
        figures, _, _ = said[at : at + 20].partition(b" ")
        length = _number(figures.decode("ascii", "replace"))
        key, sign, value = said[at + len(figures) + 1 : at + length - 1].partition(b"=")
        if not sign or length < len(figures) + 4:
            raise Damaged("a member's notes are damaged")
        records[key.decode("utf-8", "replace")] = value.decode("utf-8", "replace")
        at += length
    return records


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Damaged("a member's notes are damaged")
    return int(text)
