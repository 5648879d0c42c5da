"""The page as a document to take along: a tagged PDF that fulfils PDF/UA-1, or Word."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from nybrott.leaders.feeds.blocks import Datum, Part, Sheet
from nybrott.leaders.feeds.parts import headline, parts_of, title_of
from nybrott.leaders.queries import Page
from nybrott.ui.documents import Block, Document, File, Grid, Heading, Paragraph
from nybrott.ui.documents import file_of as made_of
from nybrott.ui.formats import day_year, language

KINDS = ("pdf", "docx")


def file_of(page: Page, kind: str) -> File:
    """`kind`: one of `KINDS`. The same page gives the same bytes."""
    name, tops = page.scope.organisation.name, ", ".join(page.scope.tops)
    under = _("%(whose)s, as of %(day)s") % {"whose": tops or name, "day": day_year(page.period.today)}
    blocks = [Paragraph(headline(page)), *(block for part in parts_of(page) for block in _blocks(part))]
    return made_of(
        Document(title_of(page), under, name, language(), tuple(blocks)), slugify(f"{name}-{page.period.year}"), kind
    )


def _blocks(part: Part) -> list[Block]:
    grids = [Grid(sheet.caption, sheet.columns, _rows(sheet)) for sheet in part.sheets]
    return [Heading(1, part.title), Paragraph(part.sentence), *grids, *(Paragraph(one) for one in part.remarks)]


def _rows(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_said(one) for one in row) for row in sheet.rows)


def _said(one: Datum) -> str:
    return f"{one.text}\n{one.note}" if one.note else one.text
