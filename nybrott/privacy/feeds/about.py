"""Everything that is kept about one person, as one file: a page to read and the same as JSON, with uploaded files."""

import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.people.queries.declared import Kind
from nybrott.privacy.queries.about import Subject, Told, counts_about, rows_about, told_about
from nybrott.sources import Shelf
from nybrott.ui.formats import day_year, moment, number

PAGE, DATA = "read-me.html", "everything.json"
_ROWS = "@@rows@@"  # where the rows stand in the page's template


def say(value: object) -> str:
    """A value in words, in the reader's language."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day_year(value)
    return number(value) if isinstance(value, float) else str(value)


def everything_about(subject: Subject, *, now: datetime, kept_by: str) -> IO[bytes]:
    """The zip as an open temporary file. Memory stays bounded: rows are written as they are read.

    `kept_by` is who hands it out: an organisation's name, or empty for the whole host.
    """
    made = tempfile.TemporaryFile()  # noqa: SIM115 - whoever answers with it closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, tempfile.TemporaryFile() as page:
        counted = counts_about(subject)
        top, bottom = _frame(subject, counted, now, kept_by)
        page.write(top.encode())
        with archive.open(DATA, "w", force_zip64=True) as data:
            head = {"name": subject.name, "address": subject.address, "made_at": now.isoformat(), "kept_by": kept_by}
            data.write((json.dumps({"about": head}, ensure_ascii=False)[:-1] + ', "kinds": [').encode())
            for place, (kind, _count) in enumerate(counted):
                data.write(b"," * bool(place) + b"\n")
                _write_kind(kind, subject, data, page)
            data.write(b"\n]}\n")
        for kind, _count in counted:
            if kind.said.file:
                _add_files(kind, subject, archive)
        page.write(bottom.encode())
        page.seek(0)
        with archive.open(PAGE, "w", force_zip64=True) as out:
            while block := page.read(1 << 16):
                out.write(block)
    made.seek(0)
    return made


def _frame(subject: Subject, counted: list[tuple[Kind, int]], now: datetime, kept_by: str) -> tuple[str, str]:
    """What stands before the rows, and what after."""
    kinds = [(kind, number(count)) for kind, count in counted]
    context = {
        "subject": subject, "kinds": kinds, "now": now, "kept_by": kept_by, "language": get_language(), "rows": _ROWS,
    }  # fmt: skip
    top, _marker, bottom = render_to_string("privacy/export.html", context).rpartition(_ROWS)
    return top, bottom


def _write_kind(kind: Kind, subject: Subject, data: IO[bytes], page: IO[bytes]) -> None:
    head = {"kind": kind.label, "called": kind.name, "purpose": str(kind.said.purpose), "basis": kind.said.basis}
    data.write((json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": [').encode())
    page.write(
        f'<h2 id="{escape(kind.label)}-{kind.said.person}">{escape(kind.name)}</h2><p>{escape(kind.said.purpose)}</p>'.encode()
    )
    for place, row in enumerate(told_about(kind, subject, say)):
        data.write((",\n" * bool(place) + _json(row)).encode("utf-8", "replace"))
        page.writelines(part.encode("utf-8", "replace") for part in _html(row))
    data.write(b"]}")


def _add_files(kind: Kind, subject: Subject, archive: zipfile.ZipFile) -> None:
    """The uploaded files themselves. One whose bytes are gone is left out; its row tells of it."""
    shelf = Shelf(Path(settings.VAR) / "uploads")
    for row in rows_about(kind, subject).order_by("pk").iterator(chunk_size=100):
        name = re.sub(r"[^\w. -]+", "_", str(row)).strip(". ") or "file"
        try:
            with (
                shelf.open(getattr(row, kind.said.file)) as file,
                archive.open(f"files/{row.pk}-{name}", "w", force_zip64=True) as out,
            ):
                while block := file.read(1 << 16):
                    out.write(block)
        except FileNotFoundError:
            continue


def _json(row: list[Told]) -> str:
    values = {told.field: {"withheld": told.withheld} if told.withheld else told.value for told in row}
    return json.dumps(values, ensure_ascii=False, default=str)


def _html(row: list[Told]) -> Iterator[str]:
    yield "<dl>"
    for told in row:
        if told.withheld:
            said = f"<em>{escape(_('Not handed out:'))} {escape(told.withheld)}</em>"
        else:
            said = escape(told.words) or "–"
        yield f"<div><dt>{escape(told.label)}</dt><dd>{said}</dd></div>"
    yield "</dl>\n"
