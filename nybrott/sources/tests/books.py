"""Workbooks and pictures for tests, honest and hostile ones, made by hand so that they can lie."""

import io
import zipfile
from collections.abc import Iterable
from typing import IO

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WORKBOOK = f'<workbook {MAIN}><sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/x"/></Types>'
STYLES = f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'


def a_workbook(sheet: str | Iterable[str], **more: str | bytes) -> IO[bytes]:
    """A workbook whose sheet data is `sheet` (in pieces, if it is large). More parts by name, "__" for "/"."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        parts = {
            "[Content_Types].xml": TYPES,
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": RELATIONS,
            "xl/styles.xml": STYLES,
        } | {name.replace("__", "/"): text for name, text in more.items()}
        for name, text in parts.items():
            book.writestr(name, text)
        if "xl/worksheets/sheet1.xml" not in parts:
            with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
                out.write(f'<worksheet {MAIN}><dimension ref="A1:XFD1048576"/><sheetData>'.encode())
                for piece in [sheet] if isinstance(sheet, str) else sheet:
                    out.write(piece.encode())
                out.write(b"</sheetData></worksheet>")
    made.seek(0)
    return made


def row_of(number: int, *cells: str) -> str:
    """A row of texts."""
    letters = "ABCDEFGHIJ"
    said = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for letter, cell in zip(letters, cells, strict=False)
    )
    return f'<row r="{number}">{said}</row>'
