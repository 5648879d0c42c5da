"""The data file of a report, which anybody can reckon again, and the codebook that says what stands in it."""

import json
from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.effects.models import Report
from nybrott.ui.documents import File
from nybrott.ui.sheets import Column, Sheet, Value, csv_parts

# a place in the file → what stands there
CODEBOOK = {
    "inputs.about": gettext_lazy("The run, the programme and its version, whose it is, and the date of the report."),
    "inputs.questions": gettext_lazy("What the evaluation is to answer."),
    "inputs.indicators[].level": gettext_lazy("What the indicator covers: reaction, learning, behaviour or results."),
    "inputs.indicators[].source": gettext_lazy("Where its numbers come from: typed by hand, a survey (wave), counted, official notices."),
    "inputs.indicators[].grows": gettext_lazy("Whether more is better."),
    "inputs.indicators[].before": gettext_lazy("What it was before, and on which day; or why no one knows."),
    "inputs.indicators[].target": gettext_lazy("What it should become."),
    "inputs.indicators[].readings": gettext_lazy("What it was measured at, day by day; if there are several on one day, the last one counts."),
    "inputs.indicators[].bases": gettext_lazy("What lies behind it: published tables, official counts, counts by unit."),
    "inputs.waves": gettext_lazy("Surveys: how many were asked and answered, how many questions are reported and how many are not."),
    "inputs.claims": gettext_lazy("What it is said to have contributed to, with evidence and rival explanations."),
    "inputs.trail": gettext_lazy("What was achieved, and how much of it had a driver involved beforehand."),
    "inputs.costs": gettext_lazy("Minutes by role, prices and sums in øre, and what has no price."),
    "inputs.theory": gettext_lazy("Each part of the programme theory, and whether it held."),
    "inputs.stories": gettext_lazy("Numbers of the stories that were shared; their words are not in the file."),
    "inputs.limits": gettext_lazy("What the reader must know about how it was done."),
    "inputs.not_done": gettext_lazy("What an evaluation usually has and this one does not."),
    "inputs.seed": gettext_lazy("Decides what is drawn by chance."),
    "figures.indicators[].now": gettext_lazy("The last reading, and its day."),
    "figures.indicators[].change": gettext_lazy("The last reading minus what it was before."),
    "figures.indicators[].way": gettext_lazy("How much of the way from before to the target has been covered; 1 is all of it."),
    "figures.indicators[].better": gettext_lazy("Whether it moved the right way."),
    "figures.indicators[].reached": gettext_lazy("Whether the target is reached."),
    "figures.indicators[].bases[].said": gettext_lazy("Each answer with design, assumptions, rival explanations, estimate and interval; or why there are too few."),
    "figures.levels": gettext_lazy("For each level how many indicators there are, are measured, have reached their target, and how many answers there are."),
    "figures.waves": gettext_lazy("The share who answered, with its interval."),
    "figures.claims": gettext_lazy("How well each claim is founded, and the most that the evidence beside it supports."),
    "figures.trail": gettext_lazy("The share with a driver involved beforehand, with its interval."),
    "figures.costs": gettext_lazy("Amounts in øre, and what one of each outcome cost."),
    "figures.theory": gettext_lazy("How many parts of the programme theory held, partly held, did not hold, or cannot be judged."),
    "rules": gettext_lazy("The versions of the rules it was calculated by."),
    "digest": gettext_lazy("The check sum of everything else in the file."),
}  # fmt: skip


def name_of(report: Report) -> str:
    """What the files of a report are called, without an ending."""
    return f"{slugify(report.plan.run.title)[:50] or 'run'}-report-{report.number}"


def data_file(report: Report) -> File:
    """Everything it was reckoned from, its figures and its check sum."""
    said = {**report.content, "digest": report.digest}
    written = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    return File(f"{name_of(report)}.json", written, "application/json")


def codebook_file(report: Report) -> File:
    """What stands where in the data file, in the language that is active."""
    columns = [
        Column("place", _("Place"), _("Where in the data file.")), Column("meaning", _("Meaning"), _("What it says there.")),
    ]  # fmt: skip
    sheet = Sheet(f"{name_of(report)}-codebook", report.plan.run.title, columns, _rows(), [])
    return File(f"{sheet.name}.csv", "".join(csv_parts(sheet)).encode(), "text/csv; charset=utf-8")


def _rows() -> Iterator[list[Value]]:
    for place, meaning in CODEBOOK.items():
        yield [place, str(meaning)]
