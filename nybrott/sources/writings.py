"""The words of a Word document (docx), a paragraph a line, in bounded memory.

What was deleted with changes shown, field codes and comments are left out. XML that brings a document type is refused.
"""

from typing import IO
from xml.parsers.expat import ExpatError

from nybrott.sources.kinds import DOCX, OFFICE_LIMITS, Unreadable, said_of
from nybrott.sources.model import Budget, Damaged, Limits, Trap
from nybrott.sources.papers import cleaned
from nybrott.sources.spreadsheets import parser_of
from nybrott.sources.streams import CHUNK
from nybrott.sources.zips import Zip

_BODY = "word/document.xml"
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEFT_OUT = {"Fallback"}  # the same once more, for programs that do not know the first


class _Words:
    """Gathers text between the marks of runs; a paragraph ends a line."""

    def __init__(self, most: int) -> None:
        self.parts: list[str] = []
        self._most, self._length, self._inside, self._out = most, 0, False, 0

    def _add(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._most:
            raise Unreadable("too-large")
        self.parts.append(text)

    def started(self, name: str, _given: dict[str, str]) -> None:
        self._out += name in _LEFT_OUT
        self._inside = name == "t" and not self._out
        if name in _SPACES and not self._out:
            self._add(_SPACES[name])

    def ended(self, name: str) -> None:
        self._out -= name in _LEFT_OUT
        self._inside = False
        if name == "p" and not self._out:
            self._add("\n")

    def text(self, said: str) -> None:
        if self._inside:
            self._add(said)


def text_of(file: IO[bytes], most: int, limits: Limits = OFFICE_LIMITS) -> str:
    """The words of a docx. `file` can be moved about in; `most`: characters that are read. Raises `Unreadable`: as `cleaned`, "kind" for any other
    file, "too-large" when there is more."""
    kind, file = cleaned(file, limits)
    if kind != DOCX:
        raise Unreadable("kind")
    words = _Words(most)
    parser = parser_of(words.started, words.ended, words.text)
    try:
        archive = Zip(file, Budget(limits, file.seek(0, 2)))
        body = next(entry for entry in archive.entries() if entry.name.replace("\\", "/").lstrip("/") == _BODY)
        stream = archive.open(body)
        while piece := stream.read(CHUNK):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (Trap, Damaged) as trouble:
        raise said_of(trouble) from trouble
    except ExpatError as trouble:
        raise Unreadable("damaged", str(trouble)) from trouble
    return "".join(words.parts)
