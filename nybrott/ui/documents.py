"""Documents to take along, from plain blocks: PDF/UA by Typst, DOCX, Markdown. The words come from elsewhere.

What people wrote goes in as data, never as markup: a text cannot become a heading, a command or a link.
"""

import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` from 1, below the title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, a line each."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, in the language they used."""

    text: str
    language: str = "nb"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `columns`: what each is called, and whether it is of numbers; the first column names the rows."""

    caption: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Quote | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A document: title, one line under it, whose it is, its language (nb, nn, en), and its blocks in order."""

    title: str
    under: str
    author: str
    language: str
    blocks: tuple[Block, ...]


KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class File:
    """Something to hand out."""

    name: str
    content: bytes
    content_type: str


def file_of(document: Document, name: str, kind: str) -> File:
    """A document as a file. `name`: without its ending; `kind`: one of `KINDS`."""
    made = markdown(document).encode() if kind == "md" else pdf(document) if kind == "pdf" else docx(document)
    return File(f"{name}.{kind}", made, KINDS[kind])


def markdown(document: Document) -> str:
    """CommonMark; characters that would be markup are escaped."""
    lines = [f"# {_plain(document.title)}", "", f"*{_plain(document.under)}*", "", _plain(document.author), ""]
    for block in document.blocks:
        if isinstance(block, Heading):
            lines += [f"{'#' * (block.level + 1)} {_plain(block.text)}", ""]
        elif isinstance(block, Items):
            lines += [*(f"- {_plain(line)}" for line in block.lines), ""]
        elif isinstance(block, Grid):
            head = [label for label, _numeric in block.columns]
            ruler = "|".join("---:" if numeric else "---" for _label, numeric in block.columns)
            lines += [f"*{_plain(block.caption)}*", "", *_piped([head]), f"|{ruler}|", *_piped(block.rows), ""]
        else:
            before = "> " if isinstance(block, Quote) else ""
            lines += [*(f"{before}{_plain(line)}".rstrip() for line in block.text.splitlines()), ""]
    return "\n".join(lines)


def _piped(rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(_plain(cell) for cell in row)} |" for row in rows]


def _plain(text: str) -> str:
    one = " ".join(text.split())
    escaped = re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", one)
    return re.sub(r"^(#{1,6}\s|[-+]\s|\d+[.)]\s|=+$|-+$)", r"\\\1", escaped)


def docx(document: Document) -> bytes:
    """A Word document with real headings, lists and the language of the text."""
    from docx import Document as Word  # slow import: only those who take a document along need it
    from docx.oxml.ns import qn  # slow import, as above

    word = Word()
    word.core_properties.title, word.core_properties.author = clean(document.title), clean(document.author)
    word.core_properties.language = LOCALES[document.language]
    styles = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    said = styles.find(qn("w:lang"))
    if said is None:
        said = styles.makeelement(qn("w:lang"), {})
        styles.append(said)
    said.set(qn("w:val"), LOCALES[document.language])
    word.add_heading(clean(document.title), 0)
    word.add_paragraph(clean(document.under), style="Subtitle")
    word.add_paragraph(clean(document.author))
    for block in document.blocks:
        if isinstance(block, Heading):
            word.add_heading(clean(block.text), block.level)
        elif isinstance(block, Items):
            for line in block.lines:
                word.add_paragraph(clean(line), style="List Bullet")
        elif isinstance(block, Grid):
            _add_table(word, block)
        else:
            word.add_paragraph(clean(block.text), style="Quote" if isinstance(block, Quote) else None)
    made = BytesIO()
    word.save(made)
    return undated(made)


def _add_table(word: Any, block: Grid) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # slow import, as above
    from docx.oxml import OxmlElement  # slow import, as above

    word.add_paragraph(clean(block.caption), style="Caption")
    table = word.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Light List")
    for at, row in enumerate(([label for label, _numeric in block.columns], *block.rows)):
        for place, (cell, text) in enumerate(zip(table.rows[at].cells, row, strict=True)):
            cell.text = clean(text)
            if block.columns[place][1]:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    word.add_paragraph()


def undated(made: BytesIO) -> bytes:
    """The same file without the moment it was packed: the same text gives the same bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            name = zipfile.ZipInfo(part.filename, date_time=(1980, 1, 1, 0, 0, 0))
            name.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(name, before.read(part))
    return packed.getvalue()


LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def clean(text: str) -> str:
    """Without the characters XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))


def _told(block: Block, language: str) -> dict[str, Any]:
    """A block as plain data for the typesetter."""
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": clean(block.text)}
    if isinstance(block, Items):
        return {"kind": "items", "lines": [clean(line) for line in block.lines]}
    if isinstance(block, Grid):
        columns = [{"label": clean(label), "numeric": numeric} for label, numeric in block.columns]
        rows = [[clean(cell) for cell in row] for row in block.rows]
        return {"kind": "grid", "caption": clean(block.caption), "columns": columns, "rows": rows}
    kind = "quote" if isinstance(block, Quote) else "paragraph"
    return {"kind": kind, "text": clean(block.text), "language": getattr(block, "language", language)}


def pdf(document: Document) -> bytes:
    """A tagged PDF that fulfils PDF/UA-1, typeset by `documents.typ`."""
    import typst  # slow import: only those who take a document along need it

    blocks = [_told(block, document.language) for block in document.blocks]
    with override(document.language):
        foot = _("Page")
    told = {
        "title": clean(document.title), "under": clean(document.under), "author": clean(document.author), "language": document.language,
        "foot": foot, "blocks": blocks,
    }  # fmt: skip
    template = resources.files("nybrott.ui").joinpath("documents.typ").read_bytes()
    made = typst.compile(
        template, sys_inputs={"document": json.dumps(told)}, pdf_standards=["ua-1"], ignore_system_fonts=True
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was asked for")
    return made
