"""A set as a file to take along."""

import json
import re
from io import BytesIO

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from nybrott.needs.models import NeedDescription
from nybrott.requirements.feeds.tables import Content, tables
from nybrott.requirements.feeds.word import Frame, specification
from nybrott.ui.documents import KINDS as DOCUMENTS
from nybrott.ui.documents import File, clean, undated
from nybrott.ui.sheets import FILE_KINDS, LONGEST_CELL, Sheet, Value, csv_parts, defused

KINDS = {"docx": DOCUMENTS["docx"], **FILE_KINDS}


def file_of(content: Content, frame: Frame, descriptions: list[NeedDescription], kind: str) -> File:
    """A set as a file in the language of the requirements. `kind`: one of `KINDS`; `descriptions`: those whose purposes are quoted."""
    name = f"{slugify(content['title'])[:50] or 'requirements'}-{frame.version or 'draft'}"
    with override(content["language"]):
        if kind == "docx":
            made = specification(content, frame, descriptions)
        elif kind == "xlsx":
            made = workbook(tables(content, name))
        elif kind == "csv":
            made = "".join(csv_parts(tables(content, name)[2])).encode()
        else:
            said = {one.pk: one for one in descriptions}
            quoted = [one | {"title": said[one["key"]].title, "purpose": said[one["key"]].purpose} for one in content["descriptions"] if one["key"] in said]  # fmt: skip
            made = json.dumps({**content, "descriptions": quoted}, ensure_ascii=False, indent=1).encode(
                "utf-8", "replace"
            )
    return File(f"{name}.{kind}", made, KINDS[kind])


def workbook(sheets: list[Sheet]) -> bytes:
    """All tables, each on a sheet, and what the columns mean on the last. A cell that would run as a formula is defused."""
    book = Workbook()
    book.remove(book.active)
    about: list[tuple[str, str, str]] = []
    for sheet in sheets:
        page = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", sheet.title)[:31])
        page.freeze_panes = "A2"
        page.append([column.title for column in sheet.columns])
        for row in sheet.rows:
            page.append([_cell(value) for value in row])
        for at, column in enumerate(sheet.columns, 1):
            page.column_dimensions[get_column_letter(at)].width = 50 if column.key in ("text", "rewards", "need", "requirement", "test", "scale") else max(14, len(column.title) + 3)  # fmt: skip
        for row in page.iter_rows():
            for cell in row:
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                cell.font = Font(bold=cell.row == 1)
        about += [(sheet.title, column.title, column.means) for column in sheet.columns]
    last = book.create_sheet(_("About this file")[:31])
    for line in ((sheets[0].about[0][0], sheets[0].about[0][1], ""), *about):
        last.append([_cell(text) for text in line])
    for letter, width in (("A", 24), ("B", 32), ("C", 90)):
        last.column_dimensions[letter].width = width
    made = BytesIO()
    book.save(made)
    return undated(made)


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return defused(clean(value))[:LONGEST_CELL] if isinstance(value, str) else value
