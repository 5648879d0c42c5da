"""The plan of a run to take along: rows for reading, and the people by ids for whoever will reckon it again."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from django.utils.text import slugify
from django.utils.translation import gettext as _

from nybrott.pairings.queries import Plan, roster_said, words
from nybrott.runs.models import Run
from nybrott.ui.sheets import Column, Sheet, Value, csv_parts, xlsx_file

PLAN_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def plan_file(run: Run, plan: Plan, kind: str) -> tuple[IO[bytes], str]:
    """The plan and the name of its file. `kind`: one of `PLAN_KINDS`; JSON is what `nybrott programme pair` reads."""
    name = f"{slugify(run.title)[:60] or 'run'}-pairs.{kind}"
    if kind == "json":
        return BytesIO(json.dumps(roster_said(plan), ensure_ascii=False, indent=1).encode()), name
    sheet = _sheet(run, plan)
    if kind == "xlsx":
        with xlsx_file(sheet) as made:
            return BytesIO(made.read()), name
    return BytesIO("".join(csv_parts(sheet)).encode()), name


def _sheet(run: Run, plan: Plan) -> Sheet:
    columns = (
        Column("driver", _("Driver"), _("Who is guided.")),
        Column("driver_unit", _("The driver's unit"), _("Where the driver belongs.")),
        Column("driver_organisation", _("The driver's organisation"), _("Who sent the driver.")),
        Column("mentor", _("Mentor"), _("Who guides; empty if no one does.")),
        Column("mentor_unit", _("The mentor's unit"), _("Where the mentor belongs.")),
        Column("mentor_organisation", _("The mentor's organisation"), _("Who sent the mentor.")),
        Column("points", _("Points"), _("What counts for the pair, less what counts against it.")),
        Column("why", _("Why"), _("What counts for the pair and against it; why someone is without a mentor.")),
        Column("hand", _("Chosen by hand"), _("Whether those who lead the run chose it.")),
        Column("cost", _("What that costs"), _("How many points fewer overall than the best plan.")),
    )
    about = (
        (_("Run"), run.title),
        (_("Points in all"), str(plan.told["total"]["points"])),
        (_("Weights"), plan.told["weights"]),
    )
    return Sheet("pairs", _("Proposal for pairs"), columns, _rows(plan), about)


def _rows(plan: Plan) -> Iterator[tuple[Value, ...]]:
    for row in plan.rows:
        driver, mentor = row.driver, row.mentor
        if mentor is None:
            why = words.left(row.left, plan.people.name, plan.hours_each())
        else:
            why = words.reasons([plan.people.told(one) for one in row.pair["reasons"]])
        yield (
            driver.user.name, driver.unit.name if driver.unit else "", driver.organisation.name,
            mentor.user.name if mentor else "", mentor.unit.name if mentor and mentor.unit else "",
            mentor.organisation.name if mentor else "", row.pair.get("points"), " ".join(why), row.choice is not None,
            row.cost[0] if row.cost else None,
        )  # fmt: skip
