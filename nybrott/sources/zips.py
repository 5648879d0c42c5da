"""Reads zip archives by their own list of contents, a few hundred entries at a time.

The standard library's reader keeps every entry in memory and trusts the list; this one checks it first: entries that
overlap (one block of data behind a million names), sizes that lie, and names that lead out are refused.
"""

import struct
import zlib
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from nybrott.sources.model import Budget, Damaged, Trap
from nybrott.sources.streams import CHUNK, Exactly, Readable, Unpacked, Zlib

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_WHERE_64 = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 65_535
_FULL = 0xFFFFFFFF

_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF_8 = 0x1, 0x800
_UNIX, _LINK = 3, 0o120000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list: sizes in bytes, `at` where its data's own head begins."""

    name: str
    flags: int
    method: int
    check: int
    packed: int
    size: int
    at: int
    is_link: bool

    @property
    def refused(self) -> str:
        """Why it is not read, "" when it may be."""
        if self.is_link:
            return "it is a link"
        if self.flags & _ENCRYPTED:
            return "it is encrypted"
        if self.method not in {_STORED, _DEFLATED}:
            return f"it is packed in a way that is not opened here (method {self.method})"
        return ""


class Zip:
    """A zip archive in a file that can be moved about in."""

    def __init__(self, file: IO[bytes], budget: Budget) -> None:
        """Find the list of contents. Raises `Damaged` when there is none, `Trap` when it cannot be honest."""
        self._file, self._budget = file, budget
        self._size = file.seek(0, 2)
        self._list_at, self._list_size, self._shift = self._find_list()
        self._refuse_overlap()

    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order of the list."""
        for entry in self._entries():
            self._budget.member()
            yield entry

    def open(self, entry: Entry) -> Readable:
        """The entry's contents, checked as they are read."""
        self._file.seek(entry.at + self._shift)
        head = self._file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(b"PK\3\4"):
            raise Damaged("its data is not where the archive says")
        *_, name, extra = _LOCAL.unpack(head)
        self._file.seek(name + extra, 1)
        packed = Exactly(self._file, entry.packed)
        if entry.method == _STORED:
            return _Checked(_Counted(packed, self._budget.unpack), entry)
        return _Checked(Unpacked(packed, lambda: Zlib(-15), self._budget, several=False), entry)

    def _find_list(self) -> tuple[int, int, int]:
        """Where the list begins, its size, and how far everything is moved by what stands before the archive."""
        tail_size = min(self._size, _END.size + _LONGEST_COMMENT)
        self._file.seek(self._size - tail_size)
        tail = self._file.read(tail_size)
        at = tail.rfind(b"PK\5\6")
        if at < 0 or len(tail) - at < _END.size:
            raise Damaged("it is no zip archive, or it is cut off")
        _, disk, list_disk, _, _, size, begins, _ = _END.unpack_from(tail, at)
        ends = self._size - tail_size + at
        if _FULL in {size, begins} or 0xFFFF in {disk, list_disk}:
            disk, size, begins, ends = self._find_list_64(ends)
        if disk:
            raise Damaged("it is one part of an archive in several parts")
        shift = ends - size - begins
        if shift < 0:
            raise Damaged("its list of contents is cut off")
        return begins + shift, size, shift

    def _find_list_64(self, ends: int) -> tuple[int, int, int, int]:
        """The same from the larger end record of archives beyond 4 GB: disk, size, begin, and where the list ends."""
        self._file.seek(max(0, ends - _WHERE_64.size))
        where = self._file.read(_WHERE_64.size)
        if len(where) < _WHERE_64.size or not where.startswith(b"PK\6\7"):
            raise Damaged("its list of contents cannot be found")
        # what stands before the archive moves the record too; it lies right before its locator
        at = ends - _WHERE_64.size - _END_64.size
        self._file.seek(max(0, at))
        record = self._file.read(_END_64.size)
        if len(record) < _END_64.size or not record.startswith(b"PK\6\6"):
            raise Damaged("its list of contents cannot be found")
        _, _, _, _, disk, _, _, _, size, begins = _END_64.unpack(record)
        return disk, size, begins, at

    def _entries(self) -> Iterator[Entry]:
        at, end = self._list_at, self._list_at + self._list_size
        held = b""
        while at < end or held:
            if at < end:
                self._file.seek(at)
                more = self._file.read(min(CHUNK, end - at))
                at += len(more) if more else end - at
                held += more
            start = 0
            while (entry := _entry(held, start)) is not None:
                start += entry[1]
                yield entry[0]
            if start == 0 and at >= end:
                raise Damaged("its list of contents is cut off")
            held = held[start:]

    def _refuse_overlap(self) -> None:
        """Data may stand behind one name only. Nearly every archive lists its entries in the order of their data, and
        nothing needs to be kept to see that they do not overlap."""
        begins, ends = array("Q"), array("Q")
        in_order = True
        for entry in self._entries():
            in_order = in_order and (not ends or entry.at >= ends[-1])
            begins.append(entry.at)
            ends.append(entry.at + _LOCAL.size + entry.packed)
            if len(begins) > self._budget.limits.members:
                raise Trap(f"it holds more than {self._budget.limits.members} files")
        if in_order:
            return
        last = 0
        for number in sorted(range(len(begins)), key=begins.__getitem__):
            if begins[number] < last:
                raise Trap("entries share the same data, as no honest archive's do")
            last = ends[number]


def _entry(held: bytes, start: int) -> tuple[Entry, int] | None:
    """The entry that begins at `start`, and its length; None when it is not all there."""
    if len(held) - start < _ENTRY.size:
        return None
    (
        signature, made_by, _, flags, method, _, _, check, packed, size,
        name_size, extra_size, comment_size, _, _, outside, at,
    ) = _ENTRY.unpack_from(held, start)  # fmt: skip
    if signature != b"PK\1\2":
        raise Damaged("its list of contents is damaged")
    length = _ENTRY.size + name_size + extra_size + comment_size
    if len(held) - start < length:
        return None
    name_at = start + _ENTRY.size
    raw = held[name_at : name_at + name_size]
    extra = held[name_at + name_size : name_at + name_size + extra_size]
    if _FULL in {packed, size, at}:
        size, packed, at = _large(extra, size, packed, at)
    name = raw.decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
    is_link = made_by >> 8 == _UNIX and (outside >> 16) & 0o170000 == _LINK
    return Entry(name, flags, method, check, packed, size, at, is_link), length


def _large(extra: bytes, *values: int) -> list[int]:
    """Sizes and place from the extra field of entries beyond 4 GB; only those that did not fit stand there."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            given = iter(struct.unpack_from(f"<{size // 8}Q", extra[: at + 4 + size], at + 4) if size >= 8 else ())
            return [next(given, value) if value == _FULL else value for value in values]
        at += 4 + size
    return list(values)


class _Counted:
    """Bytes that count as unpacked though they were not packed."""

    def __init__(self, source: Readable, count: Callable[[int], None]) -> None:
        self._source, self._count = source, count

    def read(self, size: int, /) -> bytes:
        given = self._source.read(size)
        self._count(len(given))
        return given


class _Checked:
    """An entry's contents; at their end size and checksum must be what the archive says."""

    def __init__(self, source: Readable, entry: Entry) -> None:
        self._source, self._entry = source, entry
        self._check = self._size = 0

    def read(self, size: int, /) -> bytes:
        given = self._source.read(size)
        self._check = zlib.crc32(given, self._check)
        self._size += len(given)
        if self._size > self._entry.size:
            raise Damaged("it is larger than the archive says")
        if len(given) < size and (self._size, self._check) != (self._entry.size, self._entry.check):
            raise Damaged("its size or checksum is not what the archive says")
        return given
