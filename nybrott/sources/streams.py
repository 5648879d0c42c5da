"""Unpacks streams little by little, so that nothing is larger in memory than a piece of it."""

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Protocol

from nybrott.sources.model import MEGABYTE, Budget, Damaged

CHUNK = 64 * 1024

# What an .xz file may ask for to be unpacked at all (its own best setting asks for 65 MB).
_XZ_MEMORY = 128 * MEGABYTE


class Readable(Protocol):
    """Anything that gives its next bytes, fewer than asked for only at its end."""

    def read(self, size: int, /) -> bytes: ...


class Unpacker(Protocol):
    """As the standard library's bz2 and lzma decompressors are."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /, max_length: int = -1) -> bytes: ...


class Zlib:
    """zlib's decompressor in the manners of the others."""

    def __init__(self, window: int) -> None:
        self._inner = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, /, max_length: int = -1) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max(max_length, 0))


UNPACKERS: dict[str, Callable[[], Unpacker]] = {
    "gz": lambda: Zlib(31),
    "bz2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_AUTO, memlimit=_XZ_MEMORY),
}


class Unpacked:
    """What a packed stream holds. `several`: one packed stream may follow another, as gzip allows."""

    def __init__(self, source: Readable, make: Callable[[], Unpacker], budget: Budget, *, several: bool = True) -> None:
        self._source, self._make, self._budget, self._several = source, make, budget, several
        self._unpacker = make()
        self._held = bytearray()
        self._is_over = False

    def read(self, size: int, /) -> bytes:
        """The next bytes; fewer than `size` only at the end. Raises `Damaged`, or `Trap` when it grows too large."""
        while len(self._held) < size and not self._is_over:
            self._held += self._more(size - len(self._held))
        given = bytes(self._held[:size])
        del self._held[:size]
        return given

    def _more(self, most: int) -> bytes:
        packed = b""
        if self._unpacker.eof:
            packed = self._next_stream()
            if not packed:
                self._is_over = True
                return b""
        elif self._unpacker.needs_input:
            packed = self._source.read(CHUNK)
            if not packed:
                raise Damaged("it is cut off")
        try:
            unpacked = self._unpacker.decompress(packed, min(most, CHUNK))
        except (zlib.error, lzma.LZMAError, OSError, EOFError) as trouble:
            raise Damaged(f"it is damaged ({trouble})") from None
        self._budget.unpack(len(unpacked))
        return unpacked

    def _next_stream(self) -> bytes:
        """The beginning of a packed stream that follows the one that ended; padding is passed over."""
        if not self._several:
            return b""
        rest = self._unpacker.unused_data.lstrip(b"\0")
        while not rest:
            packed = self._source.read(CHUNK)
            if not packed:
                return b""
            rest = packed.lstrip(b"\0")
        self._unpacker = self._make()
        return rest


class Exactly:
    """The next `size` bytes of a stream, and no more."""

    def __init__(self, source: Readable, size: int) -> None:
        self._source, self._left = source, size

    def read(self, size: int, /) -> bytes:
        """The next bytes; raises `Damaged` when the stream ends before its time."""
        wanted = min(size, self._left)
        given = self._source.read(wanted) if wanted else b""
        if len(given) < wanted:
            raise Damaged("it is cut off")
        self._left -= len(given)
        return given

    def skip(self) -> None:
        """Pass over what is left."""
        while self._left:
            self.read(CHUNK)


class Peeked:
    """A stream whose beginning was looked at: `head` holds up to `size` bytes of it."""

    def __init__(self, source: Readable, size: int) -> None:
        self._source = source
        self.head = self._left = source.read(size)

    def read(self, size: int, /) -> bytes:
        """The next bytes, the beginning first."""
        given, self._left = self._left[:size], self._left[size:]
        return given + self._source.read(size - len(given)) if len(given) < size else given
