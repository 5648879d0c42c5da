"""Files to take along: the empty template of an importer, and the rows that were not taken in, with the reasons."""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.core.importing import Importer
from nybrott.desk.models import Import
from nybrott.ui.sheets import Column, Sheet


def template_of(importer: Importer) -> Sheet:
    """A sheet with the headings and, where every column has one, a row of examples to be overwritten."""
    language = get_language() or "nb"
    columns = [
        Column(column.key, column.heading(language), _("Required.") if column.required else _("May be left empty."))
        for column in importer.columns
    ]
    examples = [column.example for column in importer.columns]
    about = [
        (_("What this file is for"), str(importer.lead)),
        (_("How"), _("Overwrite the row of examples, but keep the headings.")),
    ]
    return Sheet(importer.key, str(importer.name), columns, [examples] if any(examples) else [], about)


def wrong_rows_of(what: Import, importer: Importer) -> Sheet:
    """The rows that could not be taken in as they stood in the file, with a last column that says why."""
    width = len(what.headings)
    headings = [heading or _("Column %(number)s") % {"number": place} for place, heading in enumerate(what.headings, 1)]
    columns = [Column(f"column-{place}", heading, "") for place, heading in enumerate(headings)]
    columns.append(
        Column("wrong", _("What is wrong"), _("Correct it and upload this file again: this column is skipped."))
    )
    language = get_language() or "nb"
    names = {column.key: column.heading(language) for column in importer.columns}

    def rows() -> Iterator[list[str]]:
        for row in what.rows.filter(outcome="error").order_by("number").iterator(chunk_size=500):
            why = " ".join(f"{names[key]}: {said}" if key in names else said for key, said in row.errors.items())
            yield [*(row.cells + [""] * width)[:width], why]

    return Sheet(f"{importer.key}-feil", str(importer.name), columns, rows(), [(_("File"), what.name)])
