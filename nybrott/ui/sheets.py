"""Rows as files that people and programs can take along: CSV, XLSX and JSON.

Every file says what it holds: a codebook stands after the rows (CSV), on a sheet of its own (XLSX) or before them
(JSON). CSV is as a Norwegian Excel expects it: UTF-8 with its mark, semicolons, decimal commas. A cell that a
spreadsheet would run as a formula is defused. Memory stays bounded however many rows there are.
"""

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from nybrott.ui.documents import File

LONGEST_CELL = 32_767  # what a cell of a spreadsheet can hold

KINDS = ("csv", "xlsx", "json")

Value = str | int | float | bool | date | tuple[str, ...] | None

_RUNS = tuple("=+-@\t\r\n＝＋－＠")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its name for programs, its heading for people, and what it means in one sentence.

    `share` says that the numbers are from 0 to 1 and read best as per cent."""

    key: str
    title: str
    means: str
    share: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows ready to be written, once. `name` begins the file's name; `about` is (term, text) for the codebook."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    about: Sequence[tuple[str, str]]

    def codebook(self) -> list[tuple[str, str]]:
        """What the file is, then what each column means."""
        return [*self.about, *((column.title, column.means) for column in self.columns)]


def defused(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_RUNS) or text.lstrip().startswith(_RUNS) else text


def csv_parts(sheet: Sheet, *, codebook: bool = True) -> Iterator[str]:
    """The file in parts: heading, rows, and (unless `codebook` is off) an empty row and the codebook."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([_csv_cell(column.title) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_csv_cell(value) for value in row])
        if buffer.tell() > _BLOCK:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    if codebook:
        buffer.write("\r\n")
        writer.writerows([_csv_cell(term), _csv_cell(text)] for term, text in sheet.codebook())
    yield buffer.getvalue()


def _csv_cell(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return defused(_CONTROL.sub("", _words(value))) if isinstance(value, str | tuple) else _words(value)


def _words(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def json_parts(sheet: Sheet) -> Iterator[str]:
    """The file in parts: one object with `about`, `columns` and `rows`; a row is an object of column key → value."""
    about = [{"term": term, "text": text} for term, text in sheet.about]
    columns = [{"key": column.key, "title": column.title, "means": column.means} for column in sheet.columns]
    yield f'{{"title": {_json(sheet.title)},\n"about": {_json(about)},\n"columns": {_json(columns)},\n"rows": ['
    keys = [column.key for column in sheet.columns]
    rows = iter(sheet.rows)
    between = "\n"
    while some := list(islice(rows, 500)):
        yield between + ",\n".join(_json(dict(zip(keys, row, strict=True))) for row in some)
        between = ",\n"
    yield "\n]}\n"


def _json(value: object) -> str:
    # lone surrogates have no place in UTF-8; escaped they would break strict readers
    text = json.dumps(value, ensure_ascii=False, default=lambda day: day.isoformat())
    return text.encode("utf-8", "replace").decode()


# --- Parquet ---


def parquet_file(sheet: Sheet) -> IO[bytes]:
    """The rows of a figure as an open temporary file of Parquet, with the codebook in the file's own metadata. Columns have the keys as names; texts
    stand as they are, for no program runs them. For sheets that fit in memory."""
    import pyarrow as pa  # slow import: few take Parquet along
    import pyarrow.parquet as pq  # slow import: few take Parquet along

    rows = list(sheet.rows)
    arrays = [pa.array(_alike([row[place] for row in rows])) for place in range(len(sheet.columns))]
    told = [{"title": column.title, "means": column.means} for column in sheet.columns]
    fields = [pa.field(one.key, array.type, metadata=said) for one, array, said in zip(sheet.columns, arrays, told, strict=True)]  # fmt: skip
    about = {"title": sheet.title, "about": _json([{"term": term, "text": text} for term, text in sheet.about])}
    made = tempfile.TemporaryFile()  # noqa: SIM115 - whoever answers with it closes it
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about)), made, compression="zstd")
    made.seek(0)
    return made


def _alike(values: list[Value]) -> list[Value]:
    """Values of one type: whole numbers beside shares become decimals, anything else beside a text becomes text."""
    known = {type(value) for value in values if value is not None}
    if known == {int, float}:
        return [None if value is None else float(value) for value in values]  # type: ignore[arg-type]
    if len(known) > 1:
        return [None if value is None else _words(value) for value in values]
    return [list(value) if isinstance(value, tuple) else value for value in values]  # type: ignore[misc]


# --- spreadsheets ---

_PLACE = "</sheetData>"
_STYLED = re.compile(r'<c r="([AB])2" s="(\d+)"')


def xlsx_file(sheet: Sheet) -> IO[bytes]:
    """The spreadsheet as an open temporary file: the rows on one sheet, the codebook on another.

    The workbook comes from openpyxl; its rows are poured into the sheet afterwards, which takes a tenth of the time.
    """
    frame = zipfile.ZipFile(_workbook(sheet))
    made = tempfile.TemporaryFile()  # noqa: SIM115 - whoever answers with it closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        for part in frame.namelist():
            if part != "xl/worksheets/sheet1.xml":
                book.writestr(part, frame.read(part))
        before, after = frame.read("xl/worksheets/sheet1.xml").decode().split(_PLACE)
        styles = dict(_STYLED.findall(before))
        before = re.sub(r'<row r="2".*?</row>', "", before, flags=re.S)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            out.write(before.encode())
            for block in _sheet_rows(sheet, day=styles["A"], share=styles["B"]):
                out.write(block.encode())
            out.write((_PLACE + after).encode())
    made.seek(0)
    return made


def _workbook(sheet: Sheet) -> IO[bytes]:
    """A workbook with the heading, a row that only carries the styles of a day and a share, and the codebook."""
    book = Workbook(write_only=True)
    data = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", sheet.title)[:31] or "Nybrott")
    data.freeze_panes = "B2"
    for number, column in enumerate(sheet.columns, 1):
        data.column_dimensions[get_column_letter(number)].width = 44 if number == 1 else max(14, len(column.title) + 3)
    data.append([_heading(data, column.title) for column in sheet.columns])
    day, share = WriteOnlyCell(data, 0), WriteOnlyCell(data, 0)
    day.number_format, share.number_format = "yyyy-mm-dd", "0.0%"
    data.append([day, share])
    about = book.create_sheet(_("About this file")[:31])
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 32, 110
    for term, text in sheet.codebook():
        words = WriteOnlyCell(about, _xlsx_text(text))
        words.alignment = Alignment(wrap_text=True, vertical="top")
        about.append([_heading(about, term), words])
    made = io.BytesIO()
    book.save(made)
    return made


def _heading(sheet: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, _xlsx_text(text))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _xlsx_text(text: str) -> str:
    return defused(_CONTROL.sub("", text))[:LONGEST_CELL]


def _sheet_rows(sheet: Sheet, *, day: str, share: str) -> Iterator[str]:
    shares = [column.share for column in sheet.columns]
    letters = [get_column_letter(number) for number in range(1, len(shares) + 1)]
    rows = enumerate(sheet.rows, 2)
    while some := list(islice(rows, 500)):
        yield "".join(
            f'<row r="{number}">'
            + "".join(
                _cell(f"{letter}{number}", value, day, share if is_share else "")
                for letter, value, is_share in zip(letters, row, shares, strict=True)
            )
            + "</row>"
            for number, row in some
        )


_FIRST_DAY = date(1899, 12, 30)  # day 0 of a spreadsheet, for days after February 1900


def _cell(place: str, value: Value, day: str, share: str) -> str:
    """A cell; `day` and `share` are the numbers of their styles, `share` empty where floats are no shares."""
    if value is None or value in {"", ()}:
        return ""
    if isinstance(value, date) and value.year > 1900:
        return f'<c r="{place}" s="{day}"><v>{(value - _FIRST_DAY).days}</v></c>'
    if isinstance(value, int | float) and not isinstance(value, bool):
        style = f' s="{share}"' if share else ""
        return f'<c r="{place}"{style}><v>{value!r}</v></c>'
    text = escape(_xlsx_text(_words(value)), quote=False)
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


FILE_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def file_of(sheet: Sheet, kind: str) -> File:
    """A sheet that fits in memory as a file to hand out. `kind`: one of `FILE_KINDS`."""
    if kind == "xlsx":
        with xlsx_file(sheet) as file:
            content = file.read()
    else:
        content = "".join(csv_parts(sheet) if kind == "csv" else json_parts(sheet)).encode()
    return File(f"{sheet.name}.{kind}", content, FILE_KINDS[kind])
