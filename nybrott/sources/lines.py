"""Takes a document from a stream: whole, or a file of lines piece by piece."""

import codecs
import json
from collections.abc import Iterator

from nybrott.sources.model import Document, Limits, Refusal, told
from nybrott.sources.streams import Peeked, Readable

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"{\0", b"\0")


def whole(stream: Readable, path: str, limits: Limits) -> Document | Refusal:
    """All of a stream, unless it is larger than a document may be."""
    data = read_up_to(stream, limits.document + 1)
    if len(data) > limits.document:
        return Refusal(path, "whole file", f"it is larger than the {told(limits.document)} that are read")
    return Document(path, data)


def is_lines(beginning: bytes) -> bool:
    """Whether bytes without a name are a record a line: the first line is a JSON object, and more follows."""
    first, end, more = beginning.partition(b"\n")
    if not end or not first.lstrip().startswith(b"{") or not more.strip():
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def pieces(stream: Readable, path: str, limits: Limits) -> Iterator[Document | Refusal]:
    """A file of lines in documents of whole lines. A line longer than a document may be ends the file.

    Text of two or four bytes a letter has no lines to see from outside and comes whole.
    """
    begun = Peeked(stream, 2)
    if begun.head.startswith(_WIDE):
        yield whole(begun, path, limits)
        return
    held = b""
    before = 0
    while True:
        more = read_up_to(begun, limits.piece)
        held += more
        is_last = len(more) < limits.piece
        end = len(held) if is_last else held.rfind(b"\n") + 1
        if end and held[:end].strip():
            yield Document(path, b"\n" * before + held[:end])
        before += held.count(b"\n", 0, end)
        held = held[end:]
        if len(held) > limits.document:
            yield Refusal(
                path, f"line {before + 1}", f"the line is longer than the {told(limits.document)} that are read"
            )
            return
        if is_last:
            return


def read_up_to(stream: Readable, size: int) -> bytes:
    """The next `size` bytes, fewer only at the end."""
    data = bytearray()
    while len(data) < size and (more := stream.read(min(size - len(data), 1024 * 1024))):
        data += more
    return bytes(data)
