"""An evaluation plan as files."""

import json
from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import gettext as _

from nybrott.core.chain import canonical
from nybrott.effects.models import Plan, Snapshot
from nybrott.effects.queries import by_level, content_of, theory_parts
from nybrott.ui.documents import File
from nybrott.ui.sheets import Column, Sheet, Value, csv_parts

KINDS = ("csv", "codebook", "json")
CSV, JSON = "text/csv; charset=utf-8", "application/json"


def plan_file(plan: Plan, kind: str, language: str) -> File:
    """The indicators as CSV, the codebook of that as CSV, or the whole plan as JSON. `kind`: one of `KINDS`."""
    sheet = indicators_sheet(plan, language)
    if kind == "json":
        content = json.dumps(content_of(plan), ensure_ascii=False, indent=1).encode()
        return File(f"{sheet.name}.json", content, JSON)
    if kind == "codebook":
        columns = [Column("column", _("Column"), ""), Column("means", _("What it means"), "")]
        sheet = Sheet(f"{sheet.name}-codebook", sheet.title, columns, sheet.codebook(), [])
    return File(f"{sheet.name}.csv", "".join(csv_parts(sheet, codebook=False)).encode(), CSV)


def indicators_sheet(plan: Plan, language: str) -> Sheet:
    """A row for each indicator, by level."""
    columns = [
        Column("level", _("Level"), _("Reaction, learning, behaviour or results.")),
        Column("name", _("Indicator"), _("What is measured.")),
        Column("how", _("How it is measured"), _("As it was written in the plan.")),
        Column("unit", _("Counted in"), _("What the numbers count.")),
        Column("source", _("Where its numbers come from"), _("Entered by hand, a question in a survey, or counted.")),
        Column("ref", _("Which"), _("The question or measure it is read from; empty for what is written in by hand.")),
        Column("better", _("What is better?"), _("Whether more or less is better.")),
        Column("before", _("Value before"), _("What it was before the run began; empty when no one knows.")),
        Column("before_on", _("As of"), _("The day the value before is of.")),
        Column("no_before", _("If no one knows it: why"), _("Why there is no value before.")),
        Column("target", _("Value to reach"), _("What it should be if the run works.")),
        Column("question", _("Question"), _("Which question of the evaluation it helps to answer.")),
        Column("theory", _("Programme theory"), _("Which part of the programme theory it concerns.")),
    ]
    name = slugify(plan.run.title)[:50] or "run"
    about = [(_("Run of a programme"), plan.run.title), (_("State"), str(plan.get_state_display()))]
    return Sheet(f"{name}-indicators", plan.run.title, columns, _rows(plan, language), about)


def _rows(plan: Plan, language: str) -> Iterator[list[Value]]:
    theory = theory_parts(plan, language)
    for each in by_level(plan):
        for one in each.indicators:
            target = one.target
            yield [
                str(each.level.label), target.name, target.how, target.unit, str(one.get_source_display()), one.ref,
                _("More is better") if one.grows else _("Less is better"), _value(target.baseline), target.baseline_on, target.no_baseline,
                _value(target.target), one.question.text if one.question else "", theory[one.theory][1] if one.theory in theory else "",
            ]  # fmt: skip


def _value(amount: object) -> float | None:
    return None if amount is None else float(amount)  # type: ignore[arg-type]


def snapshot_file(snapshot: Snapshot) -> File:
    """What was frozen in canonical form, so that anybody can reckon the digest anew."""
    name = slugify(snapshot.plan.run.title)[:50] or "run"
    return File(f"{name}-{snapshot.digest[:12]}.json", canonical(snapshot.content), JSON)
