"""Imports, tasks and drafts as tables, stops and words."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from nybrott.core.importing import OUTCOMES, WHOLE_ROW, Importer
from nybrott.desk.letters import ROLE, TASKS
from nybrott.desk.models import Draft, Import, ImportRow, Task
from nybrott.desk.queries import name_of
from nybrott.people.roles import ROLES
from nybrott.ui.formats import day_short, moment, number
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.thread import Stop

_OUTCOME_KINDS = {"new": "success", "changed": "info", "unchanged": "neutral", "error": "danger"}
_STATE_KINDS = {"ready": "info", "done": "success", "stopped": "danger", "judging": "info", "running": "info"}


def outcome_words() -> dict[str, str]:
    """What each outcome is called."""
    return {
        "new": _("New"),
        "changed": _("Changed"),
        "unchanged": _("As before"),
        "error": _("Errors"),
    }


def outcomes_with_counts(what: Import, careful: int = 0) -> list[tuple[str, str]]:
    """(outcome, "Errors (3)") for the tabs of a preview; all rows first, those to look at (`careful` of them) last."""
    said = outcome_words()
    counted: list[tuple[str, str]] = [
        (key, f"{said[key]} ({number(what.counts.get(key, 0))})") for key in OUTCOMES if what.counts.get(key)
    ]
    if careful:
        counted.append(("care", _("To look at (%(count)s)") % {"count": number(careful)}))
    return [("", _("All rows (%(count)s)") % {"count": number(sum(what.counts.values()))}), *counted]


def state_tag(what: Import) -> SafeString:
    """How far an import has come."""
    return tag(what.get_state_display(), _STATE_KINDS.get(what.state, "neutral"))


def imports_table(rows: Sequence[Import], pages: Pages, query: Mapping[str, list[str]]) -> Table:
    """Imports, the newest first."""
    return Table(
        columns=[
            Column("name", _("File")), Column("kind", _("What")), Column("state", _("State")),
            Column("by", _("Uploaded by")), Column("at", _("When")),
        ],
        rows=[
            [
                Cell(one.name, url=reverse("desk:import", args=[one.pk])),
                name_of(one.kind),
                Cell(state_tag(one)),
                str(one.uploaded_by or _("Someone who has left")),
                day_short(one.uploaded_at),
            ]
            for one in rows
        ],
        caption=_("Imports, the newest first"), id="imports", pages=pages, query=query,
    )  # fmt: skip


def rows_table(
    what: Import, importer: Importer, rows: Sequence[ImportRow], pages: Pages | None, query: Mapping[str, list[str]]
) -> Table:
    """The rows of an import: what each does, or what is wrong in it."""
    language = get_language() or "nb"
    names = {column.key: column.heading(language) for column in importer.columns}
    said = outcome_words()
    shown: list[list[Cell | str]] = [
        [
            Cell(_("Row %(number)s") % {"number": number(row.number)}, note=_first_words(row)),
            Cell(
                tag(
                    said[row.outcome] if row.outcome != "error" else _("Error"),
                    _OUTCOME_KINDS[row.outcome],
                )
            ),
            Cell(row.what or " ".join(_error(key, text, names) for key, text in row.errors.items()), note=row.care),
        ]
        for row in rows
    ]
    caption = _("What the rows did") if what.state in {"running", "done"} else _("What the rows will do")
    columns = [Column("number", _("Row")), Column("outcome", _("Outcome")), Column("what", _("What happens"))]
    return Table(columns, shown, caption, id="rows", pages=pages, query=query)


def _first_words(row: ImportRow) -> str:
    return " · ".join(cell for cell in row.cells if cell)[:80]


def _error(key: str, text: str, names: Mapping[str, str]) -> str:
    return text if key == WHOLE_ROW or key not in names else f"{names[key]}: {text}"


def stops_of(what: Import) -> list[Stop]:
    """The way of an import as a thread: file, columns, preview, taken in."""
    way = [_("File"), _("Columns"), _("Preview"), _("Imported")]
    at = {"uploaded": 1, "judging": 2, "ready": 2, "running": 3, "done": 4, "stopped": 2, "dropped": 2}[what.state]
    if what.state == "stopped" and what.confirmed_by_id:
        at = 3
    stopped = what.state in {"stopped", "dropped"}
    return [
        Stop(label, "done" if place < at else "missing" if place > at else "stopped" if stopped else "now")
        for place, label in enumerate(way)
    ]


def time_left(seconds: int | None) -> str:
    """ "2 minutes", or nothing while it is not known."""
    if seconds is None:
        return ""
    if seconds < 60:
        return ngettext("%(n)s second", "%(n)s seconds", max(seconds, 1)) % {"n": max(seconds, 1)}
    minutes = round(seconds / 60)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def list_words() -> dict[str, str]:
    """What each list of tasks is called."""
    return {
        "mine": _("To do for me"),
        "given": _("Given by me"),
        "all": _("All to do"),
        "overdue": _("Late"),
        "done": _("Ended"),
    }


def receiver_of(task: Task) -> str:
    """Who a task is for."""
    if task.for_user:
        return str(task.for_user)
    if task.for_role in ROLES:
        return _("Whoever is %(role)s") % {"role": str(ROLES[task.for_role].name).lower()}
    return _("Someone who has left")


def due_words(task: Task, today: date) -> SafeString | str:
    """The day a task is due, marked when it is late; what became of one that has ended."""
    if not task.is_open:
        return tag(task.get_state_display(), "success" if task.state == "done" else "neutral")
    if task.due_on is None:
        return "–"
    if task.due_on < today:
        return tag(_("Late: %(day)s") % {"day": day_short(task.due_on)}, "danger")
    return _("Today") if task.due_on == today else day_short(task.due_on)


def tasks_table(
    rows: Sequence[Task], pages: Pages | None, query: Mapping[str, list[str]], caption: str, today: date
) -> Table:
    """Tasks, each with what it is about, for whom, and when."""
    return Table(
        columns=[Column("title", _("What to do")), Column("for", _("For")), Column("due", _("Due"))],
        rows=[
            [
                Cell(one.title, url=reverse("desk:task", args=[one.pk]), note=one.about_label),
                receiver_of(one),
                Cell(due_words(one, today)),
            ]
            for one in rows
        ],
        caption=caption, id="tasks-table", pages=pages, query=query, swap="tasks", caption_hidden=True,
    )  # fmt: skip


def step_done(step: str) -> str:
    """What is said after a step with a task."""
    return {
        "take": _("The task is yours."),
        "finish": _("The task is done."),
        "drop": _("The task is dropped."),
        "reopen": _("The task is open again."),
    }[step]


def drafts_table(rows: Sequence[Draft], pages: Pages | None) -> Table:
    """Drafts, the latest first."""
    return Table(
        columns=[Column("label", _("Draft")), Column("at", _("Saved"))],
        rows=[[Cell(str(one), url=reverse("desk:draft", args=[one.key])), moment(one.saved_at)] for one in rows],
        caption=_("Drafts, the latest first"), id="drafts", pages=pages,
    )  # fmt: skip


def typed_in(draft: Draft, versions: Sequence[Draft]) -> list[tuple[str, str, bool]]:
    """(field, what was typed, whether versions differ in it) for everything that is not empty."""
    names = {name: words for version in versions for name, words in version.names.items()}
    said = []
    for name in sorted({name for version in versions for name in version.fields}):
        texts = {", ".join(filter(None, version.fields.get(name, []))) for version in versions}
        if any(texts):
            said.append((names.get(name, name), ", ".join(filter(None, draft.fields.get(name, []))), len(texts) > 1))
    return said


def subscription_words(kind: str, key: str) -> str:
    """What our own kinds of subscription are called; of a thing, that it is one."""
    if kind == TASKS:
        return _("Reminders of your tasks, and all of them every Monday")
    if kind == ROLE and key in ROLES:
        return _("Tasks given to whoever is %(role)s") % {"role": str(ROLES[key].name).lower()}
    return _("Something you asked to be told about")


def columns_table(importer: Importer, language: str) -> Table:
    """What each column of an importer is called, whether it must be there, and an example."""
    return Table(
        columns=[Column("name", _("Column")), Column("needed", _("Needed")), Column("example", _("Example"))],
        rows=[
            [column.heading(language), _("Required") if column.required else _("Optional"), column.example or "–"]
            for column in importer.columns
        ],
        caption=_("The columns"), id="columns", caption_hidden=True,
    )  # fmt: skip
