"""Reads short texts that people wrote: a table with the columns id and text, or a text a line."""

import csv
import io
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from nybrott.sources.model import Limits, Refusal, told

LONGEST = 1_000_000  # characters of one text that are read
_STANDARD_INPUT = "-"
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Statement:
    """One text. `id` is what its file calls it, or the number of its line (from 1)."""

    id: str
    text: str


def statements(
    path: str | os.PathLike[str], *, column: str = "text", limits: Limits | None = None
) -> Iterator[Statement | Refusal]:
    """The texts of a file, or of standard input for “-”, in order. Never raises for what is, or is not, there.

    A first line with the columns `id` and `text` (between commas, semicolons or tabs, in any order, others beside them)
    makes it a table, as a name that ends in .csv promises one; all else is a text a line. Empty lines are passed over.
    Another `column` than text, which needs no id beside it, is taken where there is no text.
    The letters are UTF-8, UTF-16 with its mark, or else those of older spreadsheets (Windows-1252).
    """
    name = os.fspath(path)
    data = _bytes(name, limits or Limits())
    if isinstance(data, Refusal):
        yield data
        return
    text = _decoded(data)
    first = text.partition("\n")[0].strip("\r")
    separator, wanted = _as_table(first, column)
    if wanted:
        yield from _table(name, text, separator, wanted)
    elif name.lower().endswith(".csv") and text.strip():
        yield Refusal(
            name, "line 1", f"a table of texts has the columns id and text; this one begins with “{first[:80]}”"
        )
    else:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield _bounded(name, number, Statement(str(number), line.rstrip("\r")))


def _bytes(name: str, limits: Limits) -> bytes | Refusal:
    try:
        if name == _STANDARD_INPUT:
            data = sys.stdin.buffer.read(limits.document + 1)
        else:
            with open(name, "rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode) and not stat.S_ISFIFO(
                    os.fstat(file.fileno()).st_mode
                ):
                    return Refusal(name, "whole file", "it is not a file")
                data = file.read(limits.document + 1)
    except (OSError, ValueError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        return Refusal(name, "whole file", reason[:1].lower() + reason[1:])
    if len(data) > limits.document:
        return Refusal(name, "whole file", f"it is larger than the {told(limits.document)} that are read")
    return data


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _names(line: str, separator: str) -> list[str]:
    return [name.strip().strip('"').strip().lower() for name in line.split(separator)]


def _as_table(first: str, column: str) -> tuple[str, str]:
    """What stands between the columns, and the one with the texts; two empty texts when the first line names none."""
    for separator in _SEPARATORS:
        names = _names(first, separator)
        if "id" in names and "text" in names:
            return separator, "text"
        if column != "text" and column in names:
            return separator, column
    return "", ""


def _table(name: str, text: str, separator: str, wanted: str) -> Iterator[Statement | Refusal]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = _names(separator.join(next(rows)), separator)
    at_text = columns.index(wanted)
    at_id = columns.index("id") if "id" in columns else None
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as trouble:
            yield Refusal(name, f"line {rows.line_num}", f"is no row of a table: {trouble}")
            return
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(at_id or 0, at_text):
            yield Refusal(name, f"line {rows.line_num}", "has no text, or no id")
            continue
        number = (row[at_id].strip() if at_id is not None else "") or str(rows.line_num)
        yield _bounded(name, rows.line_num, Statement(number, row[at_text]))


def _bounded(name: str, line: int, statement: Statement) -> Statement | Refusal:
    if len(statement.text) > LONGEST:
        return Refusal(name, f"line {line}", f"is longer than the {LONGEST:,} characters that are read")
    return statement
