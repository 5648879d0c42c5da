"""Hours of a run as a file: a row for each person, with what was set aside and used."""

from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.efforts.queries.hours import efforts, everyone
from nybrott.runs.models import Run
from nybrott.runs.states import PartKind
from nybrott.ui.documents import File
from nybrott.ui.sheets import Column, Sheet, Value, csv_parts, xlsx_file

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def hours_file(actor: Actor, run: Run, kind: str) -> File:
    """Hours of those whose hours the reader sees. `kind`: one of `KINDS`."""
    sheet = hours_sheet(actor, run)
    if kind == "csv":
        content = "".join(csv_parts(sheet)).encode()
    else:
        with xlsx_file(sheet) as file:
            content = file.read()
    return File(f"{sheet.name}.{kind}", content, KINDS[kind])


def hours_sheet(actor: Actor, run: Run) -> Sheet:
    """A row for each person, and one for leading the run."""
    columns = [
        Column("name", _("Name"), _("Who takes part.")),
        Column("organisation", _("Organisation"), _("Where the person works.")),
        Column("unit", _("Unit"), _("The person's own unit.")),
        Column("role", _("As what"), _("As driver or as mentor.")),
        Column("budget", _("Hours set aside"), _("For this person; empty when nothing was said.")),
        Column("used", _("Hours used"), _("Written by the person, or noted for what was held.")),
    ]
    name = slugify(run.title)[:50] or "run"
    return Sheet(f"{name}-hours", run.title, columns, _rows(actor, run), [(_("Run of a programme"), run.title)])


def _rows(actor: Actor, run: Run) -> Iterator[list[Value]]:
    for one in everyone(actor, run):
        part = one.part
        budget = None if one.budget is None else round(one.budget / 60, 2)
        unit, role = str(part.unit) if part.unit else None, str(PartKind(part.kind).label)
        yield [part.user.name, str(part.organisation), unit, role, budget, round(one.used / 60, 2)]
    for effort in efforts(actor, run):
        if effort.role == "lead":
            budget = None if effort.budget is None else round(effort.budget / 60, 2)
            yield [_("Leading the run"), str(run.organisation), None, None, budget, round(effort.used / 60, 2)]
