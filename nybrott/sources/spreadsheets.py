"""Rows of text out of CSV and XLSX, one at a time, in bounded memory.

What a spreadsheet says of itself (its dimension, its number of rows, its sizes) is not believed. A formula gives the value it
had when the file was saved. XML that brings a document type, and so could bring entities, is refused.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import IO, Any
from xml.parsers import expat

from nybrott.sources.kinds import HEAD, OFFICE_LIMITS, TEXT, FileKind, Unreadable, said_of, sign_of
from nybrott.sources.model import Budget, Damaged, Limits, Trap
from nybrott.sources.streams import CHUNK
from nybrott.sources.zips import Entry, Zip

MOST_ROWS = 100_000  # that say something
MOST_LINES = 1_048_576  # that a sheet can have, blank ones too
MOST_COLUMNS = 100
LONGEST_CELL = 10_001  # one more than 10,000, so that whoever reads a cell sees that it was longer
_ENDLESS = 128 * 1024  # characters of one cell of text: its quote was never closed
_MOST_OF_A_LINE = 4 * 1024 * 1024  # characters read before a line of cells has ended
_MOST_SHARED = 64 * 1024 * 1024  # characters of all texts a workbook shares between its cells


# how a spreadsheet counts days, and which of its own formats show a number as a date or a time
_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - days have no time zone
_DATE_FORMATS = {str(number) for number in (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))}
_NO_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')

Lines = Generator[tuple[int, list[str]], None, None]


def rows_of(file: IO[bytes], limits: Limits = OFFICE_LIMITS) -> Lines:
    """(number from 1, cells) of every row that says something. Cells are trimmed; those at the end may be missing.

    `file` can be moved about in. Raises `Unreadable`, also midway: kind, empty, damaged, encrypted, trap, entities,
    too-many-rows, no-sheet.
    """
    file.seek(0)
    kind = sign_of(file.read(HEAD))
    file.seek(0)
    if kind == "zip":
        lines = _of_workbook(file, limits)
    elif kind == TEXT:
        lines = _of_text(file)
    else:
        raise Unreadable("kind" if isinstance(kind, FileKind) else kind)
    given = 0
    with closing(lines):
        for number, cells in lines:
            if number > MOST_LINES:
                raise Unreadable("too-many-rows")
            tidy = [" ".join(cell[:LONGEST_CELL].replace("\0", "").split()) for cell in cells[:MOST_COLUMNS]]
            if any(tidy):
                given += 1
                if given > MOST_ROWS + 1:
                    raise Unreadable("too-many-rows")
                yield number, tidy
    if not given:
        raise Unreadable("empty")


# --- text ---


def _of_text(file: IO[bytes]) -> Lines:
    encoding = encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    try:
        head = text.read(CHUNK)
        text.seek(0)
        within = _Bounded(text)
        for number, cells in enumerate(csv.reader(within, delimiter=delimiter_of(head)), 1):
            within.begin()
            if any(len(cell) > _ENDLESS for cell in cells):
                raise Unreadable("damaged", "a cell never ends")
            yield number, cells
    except csv.Error as trouble:
        raise Unreadable("damaged", str(trouble)) from trouble
    finally:
        text.detach()


class _Bounded:
    """The lines of a text, until so much has gone by that no line of cells can be so long.

    The reader's own bound on a cell belongs to the whole process, and any library in it may have lifted it.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text, self._left = text, _MOST_OF_A_LINE

    def begin(self) -> None:
        """A line of cells has ended; the next begins."""
        self._left = _MOST_OF_A_LINE

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(self._left + 1):
            self._left -= len(line)
            if self._left < 0:
                raise Unreadable("damaged", "a line never ends")
            yield line


def encoding_of(file: IO[bytes]) -> str:
    """UTF-16 or UTF-8 when the file says so, UTF-8 when all of it is; else Windows' Latin-1, which reads anything."""
    file.seek(0)
    head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while more := file.read(CHUNK):
            decoder.decode(more)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def delimiter_of(head: str) -> str:
    """Semicolon, tab or comma: the one that stands equally often in most of the first lines, outside quotes."""
    bare = re.sub('"[^"]*"?', "", head)  # quoted cells may hold any sign, and line breaks
    lines = [line for line in re.split(r"\r?\n|\r", bare) if line.strip()][:20]
    best, score = ";", (0, 0)
    for sign in ";\t,":
        counts = [line.count(sign) for line in lines]
        found = max(counts, default=0)
        if found and (counts.count(counts[0]) if counts[0] else 0, found) > score:
            best, score = sign, (counts.count(counts[0]) if counts[0] else 0, found)
    return best


# --- workbooks ---


def _of_workbook(file: IO[bytes], limits: Limits) -> Lines:
    try:
        archive = Zip(file, Budget(limits, file.seek(0, 2)))
        parts = {entry.name.replace("\\", "/").lstrip("/"): entry for entry in archive.entries()}
        book = _Book(archive, parts)
        yield from book.rows()
    except (Trap, Damaged) as trouble:
        raise said_of(trouble) from trouble
    except expat.ExpatError as trouble:
        raise Unreadable("damaged", str(trouble)) from trouble


class _Book:
    """A workbook whose first visible sheet is read."""

    def __init__(self, archive: Zip, parts: dict[str, Entry]) -> None:
        self._archive, self._parts = archive, parts
        if "xl/workbook.xml" not in parts:
            raise Unreadable("encrypted" if "EncryptedPackage" in parts else "kind")
        self._sheets: list[tuple[str, str]] = []  # (id of the relation, state)
        self._day_0 = _DAY_0
        self._targets: dict[str, str] = {}
        self._read("xl/workbook.xml", self._in_workbook)
        self._read("xl/_rels/workbook.xml.rels", self._in_relations)
        self._dates = self._date_styles()
        self._shared = self._shared_texts()

    def rows(self) -> Lines:
        """Every row that has a cell."""
        sheet = next((self._targets.get(key, "") for key, state in self._sheets if state == "visible"), "")
        if sheet not in self._parts:
            raise Unreadable("no-sheet")
        reader = _Cells(self._shared, self._dates, self._day_0)
        for _done in self._pieces(sheet, reader.parser):
            yield from reader.taken()

    def _in_workbook(self, name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            self._sheets.append((given.get("id", ""), given.get("state", "visible")))
        elif name == "workbookPr" and given.get("date1904") in {"1", "true"}:
            self._day_0 = _DAY_0_OF_1904

    def _in_relations(self, name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            target = given.get("Target", "")
            self._targets[given.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def _date_styles(self) -> set[str]:
        """The numbers of the cell styles that show a number as a date or a time."""
        dates = set(_DATE_FORMATS)
        styles: list[str] = []
        within = [False]

        def started(name: str, given: dict[str, str]) -> None:
            if name == "numFmt" and re.search("[dmyhs]", _NO_FORMAT.sub("", given.get("formatCode", "")[:200]).lower()):
                dates.add(given.get("numFmtId", ""))
            elif name == "cellXfs":
                within[0] = True
            elif name in {"cellStyles", "dxfs"}:
                within[0] = False
            elif name == "xf" and within[0] and len(styles) < 65_536:
                styles.append(given.get("numFmtId", "0"))

        self._read("xl/styles.xml", started)
        return {str(number) for number, style in enumerate(styles) if style in dates}

    def _shared_texts(self) -> list[str]:
        """The texts cells share; each may come in several runs, and phonetic hints are no part of it."""
        if "xl/sharedStrings.xml" not in self._parts:
            return []
        texts = _Texts()
        for _done in self._pieces("xl/sharedStrings.xml", texts.parser):
            pass
        return texts.found

    def _read(self, part: str, started: Callable[[str, dict[str, str]], None]) -> None:
        if part in self._parts:
            for _done in self._pieces(part, parser_of(started)):
                pass

    def _pieces(self, part: str, parser: Any) -> Iterator[None]:
        """Feed a part of the archive to a parser, and come up for air after each piece."""
        entry = self._parts[part]
        if entry.refused:
            raise Unreadable("encrypted" if "encrypted" in entry.refused else "damaged", entry.refused)
        stream = self._archive.open(entry)
        while True:
            piece = stream.read(CHUNK)
            parser.Parse(piece, not piece)
            yield
            if not piece:
                return


def parser_of(
    started: Callable[[str, dict[str, str]], None],
    ended: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> Any:
    """A parser that tells names without their namespaces and refuses a document type before anything can expand."""

    def refuse(*_given: object) -> None:
        raise Unreadable("entities")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, given: started(
        name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in given.items()}
    )
    if ended:
        parser.EndElementHandler = lambda name: ended(name.rpartition(" ")[2])
    if text:
        parser.CharacterDataHandler = text
    return parser


class _Texts:
    """Gathers the shared texts."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._now: list[str] = []
        self._reads = self._hint = False
        self._size = 0
        self.parser = parser_of(self._started, self._ended, self._text)

    def _started(self, name: str, _given: dict[str, str]) -> None:
        if name == "si":
            self._now = []
        elif name == "rPh":
            self._hint = True
        elif name == "t":
            self._reads = not self._hint

    def _ended(self, name: str) -> None:
        if name == "t":
            self._reads = False
        elif name == "rPh":
            self._hint = False
        elif name == "si":
            self.found.append("".join(self._now)[:LONGEST_CELL])

    def _text(self, text: str) -> None:
        if self._reads:
            self._size += len(text)
            if self._size > _MOST_SHARED:
                raise Unreadable("trap", "its shared texts are too large")
            self._now.append(text)


class _Cells:
    """Gathers rows of cells; those that are whole are taken away after each piece."""

    def __init__(self, shared: list[str], dates: set[str], day_0: datetime) -> None:
        self._shared, self._dates, self._day_0 = shared, dates, day_0
        self._whole: list[tuple[int, list[str]]] = []
        self._number = self._column = 0
        self._cells: list[str] = []
        self._kind = self._style = ""
        self._value: list[str] = []
        self._length = 0
        self._reads = False
        self.parser = parser_of(self._started, self._ended, self._text)

    def taken(self) -> list[tuple[int, list[str]]]:
        """The rows that are whole by now, once."""
        whole, self._whole = self._whole, []
        return whole

    def _started(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            said = given.get("r", "")
            number = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
            self._number = max(number, self._number + 1)  # never back, whatever the sheet says
            self._cells, self._column = [], 0
        elif name == "c":
            self._kind, self._style = given.get("t", "n"), given.get("s", "")
            self._column = _column(given.get("r", "")) or self._column + 1
            self._value, self._length = [], 0
        elif name in {"v", "t"}:
            self._reads = True

    def _text(self, text: str) -> None:
        if self._reads and self._length < LONGEST_CELL:
            self._length += len(text)
            self._value.append(text)

    def _ended(self, name: str) -> None:
        if name in {"v", "t"}:
            self._reads = False
        elif name == "c" and self._value and self._column <= MOST_COLUMNS:
            self._cells += [""] * (self._column - len(self._cells))
            self._cells[self._column - 1] = self._said("".join(self._value))
        elif name == "row":
            if self._cells:
                self._whole.append((self._number, self._cells))
            elif self._number > MOST_LINES:
                raise Unreadable("too-many-rows")

    def _said(self, value: str) -> str:
        if self._kind == "s":
            place = int(value) if value.isascii() and value.isdigit() and len(value) < 12 else -1
            return self._shared[place] if 0 <= place < len(self._shared) else ""
        if self._kind == "b":
            return "1" if value == "1" else "0"
        if self._kind == "e":
            return ""  # #REF! and the like say nothing
        if self._kind == "n":
            return self._figure(value)
        return value

    def _figure(self, value: str) -> str:
        try:
            number = float(value)
            if self._style in self._dates:
                return _dated(number, self._day_0)
            if number.is_integer() and abs(number) < 1e15:
                return str(int(number))
        except (ValueError, OverflowError):
            pass
        return value


def _dated(number: float, day_0: datetime) -> str:
    """2026-11-27, 2026-11-27 10:15 or, for a time alone, 10:15."""
    when = day_0 + timedelta(seconds=round(number * 86_400))
    clock = f"{when:%H:%M}" if (when.hour or when.minute) else ""
    return clock if 0 < number < 1 else f"{when:%Y-%m-%d} {clock}".rstrip()


def _column(place: str) -> int:
    """The number of the column in a place like "AB12", 0 when it says none; never a large number."""
    number = 0
    for sign in place[:3]:
        if not "A" <= sign <= "Z":
            break
        number = number * 26 + ord(sign) - 64
    return number
