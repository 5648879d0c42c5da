"""A goal's readings as a picture over time and as a table."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.progress import on_the_line, rounded
from nybrott.goals import queries
from nybrott.goals.models import Goal, Reading
from nybrott.goals.states import Kind
from nybrott.ui import charts
from nybrott.ui.figures import Figure
from nybrott.ui.formats import NONE, day_short
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Table

LONG = 550  # days above which years stand under the picture, not quarters


def picture(goal: Goal, readings: Sequence[Reading]) -> Figure | None:
    """The readings that count against the straight line, with the numbers as a table; None while there is nothing to draw."""
    counting = {
        one.measured_on: one.value
        for one in reversed(readings)
        if one.value is not None and not hasattr(one, "corrected_by")
    }
    planned = {
        on: value
        for on, value in ((goal.baseline_on, goal.baseline), (goal.target_on, goal.target))
        if on is not None and value is not None
    }
    if not counting and len(planned) < 2:
        return None
    days = sorted({*counting, *planned})
    unit: charts.Unit = "share" if goal.kind == Kind.SHARE else "count"
    size, word = _size(goal, [*counting.values(), *planned.values()])
    series = [
        charts.Series("quiet", _("Target value") if len(planned) < 2 else _("The line"), [charts.Point(day.toordinal(), float(planned[day] / size)) for day in sorted(planned)]),
        charts.Series("confirmed", _("Measured"), [charts.Point(day.toordinal(), float(counting[day] / size)) for day in sorted(counting)]),
    ]  # fmt: skip
    title = queries.standing_said(goal, goal.now_value, goal.now_on) or goal.title
    chart = charts.lines(
        series, title=title, unit=unit, names=_ticks(days), description=_("What was measured, day by day, beside the straight line from the value before to the target.")
    )  # fmt: skip
    return Figure(
        _("Measured and planned, in %(unit)s") % {"unit": word} if word else _("Measured and planned"), chart, _table(goal, counting, planned), f"{day_short(days[0])} – {day_short(days[-1])}",
        ngettext("%(n)s reading", "%(n)s readings", len(counting)) % {"n": len(counting)}, Link(_("How it is measured"), "#measured"),
    )  # fmt: skip


def _size(goal: Goal, values: Sequence[Decimal | None]) -> tuple[int, str]:
    """What one unit of the picture is in the values that are kept, and what it is called ("" for per cent, whose numbers say it)."""
    if goal.kind == Kind.SHARE:
        return 100, ""
    one, name = (100, _("kroner")) if goal.kind == Kind.MONEY else (1, goal.counted_in)
    largest = max((value for value in values if value is not None), default=Decimal(0)) / one
    for step, said in ((10**9, _("billion %(unit)s")), (10**6, _("million %(unit)s")), (10**4, _("thousand %(unit)s"))):
        if largest >= step * 10:
            return one * (10**3 if step == 10**4 else step), said % {"unit": name}
    return one, name


def _ticks(days: Sequence[date]) -> dict[int, str]:
    """What stands under the picture: the first day of each year around it, or of each quarter when it is short; by the day's number. A day or two
    outside the outermost is no reason for another."""
    first, last = days[0], days[-1]
    near = timedelta(days=(last - first).days // 30)
    months = (1,) if (last - first).days > LONG else (1, 4, 7, 10)
    marks = [date(year, month, 1) for year in range(first.year - 1, last.year + 2) for month in months]
    begins = max(day for day in marks if day <= first + near)
    ends = min(day for day in marks if day >= last - near and day > begins)
    said = {day: str(day.year) if len(months) == 1 else day_short(day) for day in marks if begins <= day <= ends}
    return {day.toordinal(): words for day, words in said.items()}


def _table(goal: Goal, counting: "dict[date, Decimal]", planned: "dict[date, Decimal]") -> Table:
    """The numbers of the picture: each day with what was measured and where the line was."""
    way, places = goal.way, queries.decimals(goal)

    def line(day: date) -> str:
        if day in planned:
            return queries.shown(goal, planned[day])
        if way is None or not way.baseline_on < day < way.target_on:
            return NONE
        return queries.shown(goal, rounded(on_the_line(way, day), places))

    rows = [
        [day_short(day), queries.shown(goal, counting[day]) if day in counting else NONE, line(day)]
        for day in sorted({*counting, *planned})
    ]
    return Table(
        [Column("day", _("Day")), Column("value", _("Measured"), "end"), Column("line", _("The line"), "end")],
        rows,
        caption=goal.title,
        id="numbers",
        stack=False,
        caption_hidden=True,
    )


def numbered(goal: Goal, readings: Sequence[Reading], *, may: bool) -> Table | None:
    """Every reading, the newest day first: what it was, how it is known and by whom, and what became of it; None without one."""
    if not readings:
        return None
    rows: list[list[Cell | str]] = []
    for one in readings:
        gone = hasattr(one, "corrected_by")
        what = queries.shown(goal, one.value) if one.value is not None else _("Taken out")
        note = (
            _("Corrected: %(why)s") % {"why": one.corrected_by.reason}
            if gone
            else _("Corrects an earlier one")
            if one.corrects_id
            else ""
        )
        by = " · ".join(part for part in (one.said_by.name if one.said_by else "", day_short(one.said_at)) if part)
        leads = reverse("goals:correct", args=[one.pk]) if may and not gone and one.value is not None else ""
        rows.append(
            [
                Cell(day_short(one.measured_on)),
                Cell(what, note=note),
                Cell(one.how or NONE, note=by),
                Cell(_("Correct it"), url=leads) if leads else "",
            ]
        )
    columns = [Column("day", _("Measured on")), Column("value", _("Value"), "end"), Column("how", _("How it is known"))]
    if may:
        columns.append(Column("do", _("Put right")))
    return Table(
        columns, [row[: len(columns)] for row in rows], _("Readings"), id="readings-table", caption_hidden=True
    )
