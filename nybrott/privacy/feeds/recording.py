"""The record of processing as files: Markdown to paste anywhere, and a sheet (CSV, XLSX)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from nybrott.people.models import Organisation
from nybrott.privacy.queries.recording import Processing, record_of_processing
from nybrott.ui.formats import day_year
from nybrott.ui.sheets import Column, Sheet


def _about(here: Organisation | None, now: datetime) -> list[tuple[str, str]]:
    answers = (
        f"{here.name} ({here.number})"
        if here and here.number
        else here.name
        if here
        else _("All organisations on this site")
    )
    return [
        (_("Who is responsible for it"), answers),
        (_("Made"), day_year(now.date())),
        (
            _("Where it comes from"),
            _("Made by Nybrott from what the program itself declares about every table and field."),
        ),
        (
            _("Outside the EEA"),
            _("Nybrott sends nothing there. Mail and sign-in services are chosen by those who run the site."),
        ),
        (_("How it is kept safe"), safety()),
    ]


def safety() -> str:
    """General words on security (article 30, 1 g)."""
    return _(
        "Everything is closed until it is declared open. Roles decide who sees and does what. Passwords and links are kept as hashes. Changes are recorded in a journal that reveals tampering. Traffic is encrypted."
    )


def _cells(one: Processing) -> tuple[str, ...]:
    return (
        one.name, one.purpose, one.basis, one.whose, "; ".join(one.what), one.recipients, one.kept, one.erasure, one.kind.label,
    )  # fmt: skip


def columns() -> list[Column]:
    """The columns of the record."""
    return [
        Column("kind", _("Kind of data"), _("What the data is.")),
        Column("purpose", _("Purpose"), _("What it is for.")),
        Column("basis", _("What allows it"), _("What allows it, in the General Data Protection Regulation.")),
        Column("whose", _("About whom"), _("The people the data is about.")),
        Column("what", _("Which data"), _("Every field.")),
        Column("recipients", _("Who gets them"), _("Others than the organisation and those who run the site.")),
        Column("kept", _("How long it is kept"), _("When it is deleted automatically, or why there is no such day.")),
        Column("erasure", _("When a person is erased"), _("What happens to it then.")),
        Column("table", _("Table"), _("The name in the program.")),
    ]


def record_sheet(here: Organisation | None, *, now: datetime) -> Sheet:
    """The record as a sheet, one row for each kind of data."""
    rows = (_cells(one) for one in record_of_processing())
    title = _("Record of processing")
    return Sheet("record-of-processing", title, columns(), rows, _about(here, now))


def record_as_markdown(here: Organisation | None, *, now: datetime) -> str:
    """The record as a document."""
    return "".join(_lines(here, now))


def _lines(here: Organisation | None, now: datetime) -> Iterator[str]:
    yield f"# {_('Record of processing')}\n\n"
    for term, text in _about(here, now):
        yield f"- **{_plain(term)}:** {_plain(text)}\n"
    heads = columns()
    for one in record_of_processing():
        yield f"\n## {_plain(one.name)}\n\n"
        for head, text in list(zip(heads, _cells(one), strict=True))[1:]:
            yield f"- **{_plain(head.title)}:** {_plain(text)}\n"


def _plain(text: str) -> str:
    """On one line, and never read as markup."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;")
