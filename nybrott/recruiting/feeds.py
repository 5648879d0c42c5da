"""The people of a run as a file that can be brought in again."""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.recruiting.actions.importing import COLUMNS
from nybrott.recruiting.queries import listed, taking_part
from nybrott.recruiting.queries.importing import Units
from nybrott.runs.models import Run
from nybrott.runs.states import PartKind, PartState
from nybrott.ui.sheets import Column, Sheet, Value, csv_parts, xlsx_file

__all__ = ["Sheet", "csv_parts", "people_sheet", "xlsx_file"]


def people_sheet(actor: Actor, run: Run) -> Sheet:
    """A row for each person in a run whom the actor may see, with the headings the import knows, and where they stand."""
    language = get_language() or "nb"
    columns = [Column(one.key, one.heading(language), "") for one in COLUMNS]
    return Sheet(
        "people",
        run.title,
        [*columns, Column("state", _("Current state"), _("Not read when the file is brought in."))],
        _rows(actor, run),
        (),
    )


def _rows(actor: Actor, run: Run) -> Iterator[list[Value]]:
    paths = Units(taking_part(run)).path
    found = listed(actor, run).select_related("user").order_by("user__sort_name", "pk")
    for one in found.iterator(chunk_size=1000):
        mentor = one.kind == PartKind.MENTOR
        yield [
            one.user.email, one.user.name, paths.get(one.unit_id or 0, ""), str(PartKind(one.kind).label), one.hours, "; ".join(one.subjects),
            "; ".join(one.languages), "; ".join(one.places) if mentor else one.place, one.capacity if mentor else None, one.leader_email,
            str(PartState(one.state).label),
        ]  # fmt: skip
