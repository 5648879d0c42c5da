"""A requirement specification as a Word file: real headings, tables with header rows, the language of the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.requirements import shares
from nybrott.needs.models import NeedDescription
from nybrott.requirements.feeds.tables import Content, need_in_words, ref, tables, test_in_words
from nybrott.requirements.queries import weight_in_words
from nybrott.requirements.states import Kind, Strength
from nybrott.ui.documents import LOCALES, clean, undated
from nybrott.ui.formats import day_year

# widths of columns in centimetres: a landscape A4 page holds 25.7
ASKED = (1.6, 11.0, 3.6, 9.5)
TRACED = (5.0, 2.4, 6.0, 5.2, 3.2, 3.9)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a set in a document: whose it is, which version (0: a draft), and when it was settled."""

    author: str
    version: int = 0
    settled_at: datetime | None = None

    @property
    def under(self) -> str:
        """The version and its day, in the language that is active."""
        if self.settled_at is None:
            return _("draft")
        return _("version %(version)s, settled %(day)s") % {"version": self.version, "day": day_year(self.settled_at)}


def specification(content: Content, frame: Frame, descriptions: Sequence[NeedDescription]) -> bytes:
    """The document in the language that is active. The same set gives the same bytes."""
    from docx import Document as Word  # slow import: only those who take a document along need it
    from docx.enum.section import WD_ORIENT  # slow import, as above
    from docx.shared import Cm  # slow import, as above

    word: Any = Word()
    page = word.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2)
    title = clean(content["title"])
    word.core_properties.title, word.core_properties.author = title, clean(frame.author)
    _speak(word, LOCALES[content["language"]])
    word.add_heading(title, 0)
    word.add_paragraph(clean(_("Requirement specification, %(version)s") % {"version": frame.under}), style="Subtitle")
    word.add_paragraph(clean(frame.author))
    word.add_heading(_("Purpose"), 1)
    for one in descriptions:
        word.add_paragraph(clean(one.purpose), style="Quote")
        word.add_paragraph(_("From the need description “%(title)s”, version %(version)s.") % {"title": clean(one.title), "version": one.version})  # fmt: skip
    if not descriptions:
        word.add_paragraph(_("No need description is chosen."))
    _needs(word, content)
    _requirements(word, content)
    _criteria(word, content)
    word.add_heading(_("Traceability"), 1)
    traced = tables(content, "")[2]
    _grid(word, [column.title for column in traced.columns], list(traced.rows), TRACED)
    made = BytesIO()
    word.save(made)
    return undated(made)


def _speak(word: Any, locale: str) -> None:
    """The language of the text, for screen readers and spelling."""
    from docx.oxml.ns import qn  # slow import, as above

    word.core_properties.language = locale
    styles = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    said = styles.find(qn("w:lang"))
    if said is None:
        said = styles.makeelement(qn("w:lang"), {})
        styles.append(said)
    said.set(qn("w:val"), locale)


def _needs(word: Any, content: Content) -> None:
    word.add_heading(_("Needs"), 1)
    for one in content["needs"]:
        if one["belongs"]:
            word.add_paragraph(clean(need_in_words(one)), style="List Bullet")


def _requirements(word: Any, content: Content) -> None:
    found = shares(one["kind"] for one in content["requirements"])
    word.add_heading(_("Requirements"), 1)
    word.add_paragraph(
        ngettext("%(n)s requirement. %(parts)s.", "%(n)s requirements. %(parts)s.", found.n)
        % {"n": found.n, "parts": "; ".join(f"{kind.label}: {found.counts[kind.value]}" for kind in Kind)}
    )
    heads = [_("No."), _("Requirement"), _("Kind"), _("How it is measured")]
    for strength in Strength:
        rows = [
            (ref(one), one["text"] + (f" ({one['law']})" if one["law"] else ""), str(Kind(one["kind"]).label), test_in_words(one))
            for one in content["requirements"]
            if one["strength"] == strength
        ]  # fmt: skip
        if rows:
            word.add_heading(str(strength.label), 2)
            _grid(word, heads, rows, ASKED)


def _criteria(word: Any, content: Content) -> None:
    word.add_heading(_("Award criteria"), 1)
    for one in content["criteria"]:
        word.add_heading(clean(f"{one['name']} ({weight_in_words(Decimal(one['weight']))} %)"), 2)
        word.add_paragraph(clean(one["rewards"]))
        if one["better"]:
            word.add_paragraph(_("Rewards better than the minimum."))
        if one["scale"]:
            word.add_paragraph(clean(_("How points are given: %(scale)s") % {"scale": one["scale"]}))
        if one["requirements"]:
            word.add_paragraph(_("Requirements it concerns: %(numbers)s") % {"numbers": ", ".join(f"K{number}" for number in one["requirements"])})  # fmt: skip


def _grid(word: Any, heads: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> None:
    """A table whose first row is its heading on every page; `widths` in centimetres."""
    from docx.oxml import OxmlElement  # slow import, as above
    from docx.shared import Cm  # slow import, as above

    table = word.add_table(rows=1 + len(rows), cols=len(heads), style="Light List")
    table.autofit = False
    for cells, row in zip((line.cells for line in table.rows), [heads, *rows], strict=True):
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.text, cell.width = clean(str(text)), Cm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    word.add_paragraph()
