"""The report as a file: a PDF that fulfils PDF/UA-1, a Word file and a workbook. What people wrote goes in as data, never as markup."""

import json
import re
from collections.abc import Callable
from importlib import resources
from io import BytesIO
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from nybrott.booklets.blocks import Block, Datum, Grid, Heading, Items, Paragraph, Whole
from nybrott.ui.charts import FONTS
from nybrott.ui.documents import KINDS, LOCALES, File, clean, undated
from nybrott.ui.sheets import FILE_KINDS, LONGEST_CELL, defused


def file_of(whole: Whole, name: str, kind: str) -> File:
    """`name`: without its ending; `kind`: one of `DOCUMENTS`. The same report gives the same bytes. The words of the frame are those of the active language."""
    made, media = DOCUMENTS[kind]
    return File(f"{slugify(name)}.{kind}", made(whole), media)


def _pdf(whole: Whole) -> bytes:
    import typst  # slow import: only those who take a document along need it

    told = {
        "title": clean(whole.title), "under": clean(whole.under), "author": clean(whole.author), "language": whole.language, "foot": _("Page"), "upright": whole.upright,
        "parts": [{"title": part.title, "blocks": [_plain(one) for one in part.blocks]} for part in whole.parts],
    }  # fmt: skip
    template = resources.files("nybrott.booklets").joinpath("booklets.typ").read_bytes()
    fonts: list[Any] = [str(FONTS)]
    made = typst.compile(template, sys_inputs={"report": json.dumps(told)}, pdf_standards=["ua-1"], ignore_system_fonts=True, font_paths=fonts)  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("one document was asked for")
    return made


def _plain(one: Block) -> dict[str, Any]:
    """A block as plain data."""
    if isinstance(one, Grid):
        return {
            "kind": one.kind, "caption": clean(one.caption), "columns": [{"label": clean(label), "numeric": numeric} for label, numeric in one.columns],
            "rows": [[[clean(cell.text), clean(cell.note)] for cell in row] for row in one.rows],
        }  # fmt: skip
    if isinstance(one, Items):
        return {"kind": one.kind, "lines": [clean(line) for line in one.lines]}
    return {"kind": one.kind, "text": clean(one.text)}


def _docx(whole: Whole) -> bytes:
    """Real headings, lists, tables with header rows, and the language of the text."""
    from docx import Document as Word  # slow import: only those who take a document along need it
    from docx.enum.section import WD_ORIENT  # slow import, as above
    from docx.oxml.ns import qn  # slow import, as above

    word: Any = Word()
    page = word.sections[0]
    if not whole.upright:  # lying: the tables have up to eight columns
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
    told = word.core_properties
    told.title, told.author, told.language = clean(f"{whole.title}. {whole.under}"), clean(whole.author), LOCALES[whole.language]  # fmt: skip
    styles = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    said = styles.find(qn("w:lang"))
    if said is None:
        said = styles.makeelement(qn("w:lang"), {})
        styles.append(said)
    said.set(qn("w:val"), LOCALES[whole.language])
    word.add_heading(clean(whole.title), 0)
    word.add_paragraph(clean(whole.under), style="Subtitle")
    word.add_paragraph(clean(whole.author))
    for part in whole.parts:
        word.add_heading(clean(part.title), 1)
        for one in part.blocks:
            _add(word, one)
    made = BytesIO()
    word.save(made)
    return undated(made)


def _add(word: Any, one: Block) -> None:
    if isinstance(one, Grid):
        _table(word, one)
    elif isinstance(one, Items):
        for line in one.lines:
            word.add_paragraph(clean(line), style="List Bullet")
    elif isinstance(one, Heading):
        word.add_heading(clean(one.text), 2)
    else:
        word.add_paragraph(clean(one.text))


def _table(word: Any, one: Grid) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # slow import, as above
    from docx.oxml import OxmlElement  # slow import, as above

    word.add_paragraph(clean(one.caption), style="Caption")
    head = tuple(Datum(label) for label, _numeric in one.columns)
    table = word.add_table(rows=1 + len(one.rows), cols=len(one.columns), style="Light List")
    for at, row in enumerate((head, *one.rows)):
        for place, (cell, datum) in enumerate(zip(table.rows[at].cells, row, strict=True)):
            cell.text = clean("\n".join(text for text in (datum.text, datum.note) if text))
            if one.columns[place][1]:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    word.add_paragraph()


def _xlsx(whole: Whole) -> bytes:
    """A sheet for each table, those of a part that have no sheet of their own on one, and first everything that is text. A cell that would run as a formula is defused."""
    book = Workbook()
    first = book.active
    assert first is not None  # a new book has a sheet
    first.title = _sheet(whole.parts[0].title)
    for line in (whole.title, whole.under, whole.author, ""):
        first.append([_cell(Datum(line))])
    for place, part in enumerate(whole.parts):
        lines = [line for one in part.blocks for line in _said(one)]
        for line in ["", part.title, *lines] if place and lines else lines:
            first.append([_cell(Datum(line))])
    first.column_dimensions["A"].width = 110
    for part in whole.parts:
        grids = [one for one in part.blocks if isinstance(one, Grid)]
        for one in grids:
            if one.sheet:
                _page(book, one.sheet, [label for label, _numeric in one.columns], [list(row) for row in one.rows])
        if together := [one for one in grids if not one.sheet]:
            rows = [[each.rows[0][1], *row] for each in together for row in each.rows[1:]]
            _page(book, part.title, [together[0].rows[0][0].text, *(label for label, _numeric in together[0].columns)], rows)  # fmt: skip
    for page in book.worksheets:
        for line in page.iter_rows():
            for cell in line:
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                cell.font = Font(bold=cell.row == 1)
    made = BytesIO()
    book.save(made)
    return undated(made)


def _said(one: Block) -> tuple[str, ...]:
    """What a block says outside tables."""
    return one.lines if isinstance(one, Items) else (one.text,) if isinstance(one, Paragraph) else ()


def _page(book: Workbook, name: str, columns: list[str], rows: list[list[Datum]]) -> None:
    """A sheet. Notes stand in a column of their own beside what they are of, where there are any."""
    noted = [any(row[at].note for row in rows) for at in range(len(columns))]
    page = book.create_sheet(_sheet(name))
    page.freeze_panes = "A2"
    page.append([text for at, label in enumerate(columns) for text in ((label, _("About: %(what)s") % {"what": label}) if noted[at] else (label,))])  # fmt: skip
    for row in rows:
        page.append([value for at, datum in enumerate(row) for value in ((_cell(datum), _cell(Datum(datum.note))) if noted[at] else (_cell(datum),))])  # fmt: skip
    for at in range(1, (page.max_column or 1) + 1):
        page.column_dimensions[get_column_letter(at)].width = 34 if at == 1 else 26


def _sheet(name: str) -> str:
    return re.sub(r"[\\/*?:\[\]]", " ", name)[:31]


def _cell(datum: Datum) -> str | int | float:
    return datum.value if datum.value is not None else defused(clean(datum.text))[:LONGEST_CELL]


DOCUMENTS: dict[str, tuple[Callable[[Whole], bytes], str]] = {
    "pdf": (_pdf, KINDS["pdf"]), "docx": (_docx, KINDS["docx"]), "xlsx": (_xlsx, FILE_KINDS["xlsx"]),
}  # fmt: skip
