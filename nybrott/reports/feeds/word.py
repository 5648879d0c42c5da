"""A report as a Word file: real headings, lists, tables with header rows, pictures with alternative text, the language of the text."""

from io import BytesIO
from typing import Any

import vl_convert

from nybrott.reports.feeds.blocks import Block, Box, Facts, Grid, Heading, Items, Paragraph, Picture, Quote, Whole
from nybrott.reports.feeds.pdf import drawing
from nybrott.ui.documents import LOCALES, clean, undated

WIDTH = 15.8  # centimetres


def docx(whole: Whole) -> bytes:
    """The same report gives the same bytes."""
    from docx import Document as Word  # slow import: only those who take a document along need it
    from docx.oxml.ns import qn  # slow import, as above

    word: Any = Word()
    word.core_properties.title, word.core_properties.author = (
        clean(f"{whole.title}. {whole.under}"),
        clean(whole.author),
    )
    word.core_properties.language = LOCALES[whole.language]
    styles = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    said = styles.find(qn("w:lang"))
    if said is None:
        said = styles.makeelement(qn("w:lang"), {})
        styles.append(said)
    said.set(qn("w:val"), LOCALES[whole.language])
    word.add_heading(clean(whole.title), 0)
    word.add_paragraph(clean(whole.under), style="Subtitle")
    word.add_paragraph(clean(whole.author))
    for place, part in enumerate(whole.parts):
        if place == 1:
            word.add_page_break()
        word.add_heading(clean(part.title), 1)
        for one in part.blocks:
            _add(word, one)
    made = BytesIO()
    word.save(made)
    return undated(made)


def _add(word: Any, one: Block) -> None:
    if isinstance(one, Heading):
        word.add_heading(clean(one.text), one.level + 1)
    elif isinstance(one, Items):
        for line in one.lines:
            word.add_paragraph(clean(line), style="List Bullet")
    elif isinstance(one, Facts):
        for amount, what in one.pairs:
            word.add_paragraph(style="List Bullet").add_run(clean(f"{amount} {what}")).bold = True
    elif isinstance(one, Grid):
        _grid(word, one)
    elif isinstance(one, Picture):
        _picture(word, one)
    elif isinstance(one, Box):
        word.add_paragraph().add_run(clean(one.title)).bold = True
        for inner in one.blocks:
            _add(word, inner)
    elif isinstance(one, Quote):
        word.add_paragraph(clean(one.text), style="Quote")
    elif isinstance(one, Paragraph):
        word.add_paragraph(clean(one.text))


def _grid(word: Any, one: Grid) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # slow import, as above
    from docx.oxml import OxmlElement  # slow import, as above

    if not one.caption_hidden:
        word.add_paragraph(clean(one.caption), style="Caption")
    table = word.add_table(rows=1 + len(one.rows), cols=len(one.columns), style="Light List")
    for at, row in enumerate([tuple(label for label, _numeric in one.columns), *one.rows]):
        cells = table.rows[at].cells
        for place, text in enumerate(row):
            cells[place].text = clean(text)
            if one.columns[place][1]:
                cells[place].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    word.add_paragraph()


def _picture(word: Any, one: Picture) -> None:
    from docx.shared import Cm  # slow import, as above

    word.add_paragraph().add_run(clean(one.sentence)).bold = True
    shown = word.add_picture(BytesIO(vl_convert.svg_to_png(drawing(one), scale=2)), width=Cm(WIDTH))
    named = shown._inline.docPr
    named.set("descr", clean(f"{one.sentence} {one.description}"))
    if one.grid:
        _grid(word, one.grid)
