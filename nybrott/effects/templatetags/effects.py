"""What a run shall reach as it stands, as a picture and a table: {% load effects %}{% living rows %}."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.effects.queries import Living
from nybrott.ui.charts import Chart
from nybrott.ui.formats import NONE, day_short, number, percent
from nybrott.ui.tables import Cell, Column, Table
from nybrott.ui.tracks import Track, tracks

register = template.Library()


@register.inclusion_tag("effects/living.html")
def living(rows: list[Living], of: int = 0) -> dict[str, Any]:
    """A line for each target, and the table that says the same. `of`: the run's key, where a page has several."""
    return {"chart": living_chart(rows), "table": living_table(rows, id=f"living-{of}" if of else "living")}


def in_words(value: object) -> str:
    """A number as short as it is exact."""
    if value is None:
        return NONE
    amount = float(value)  # type: ignore[arg-type]
    return number(amount, 0 if amount == int(amount) else 2)


def living_table(rows: list[Living], *, id: str = "living") -> Table:
    """Level, before, now with its age and what it rests on, to reach, and how much of the way."""
    columns = [
        Column("name", _("What should be achieved")), Column("level", _("Level")), Column("before", _("Before"), "end"), Column("now", _("Now"), "end"),
        Column("target", _("Target"), "end"), Column("share", _("Of the way"), "end"), Column("rests", _("What the number rests on")),
    ]  # fmt: skip
    cells: list[list[Cell | str]] = []
    for row in rows:
        one = row.target
        before = Cell(in_words(one.baseline), note=day_short(one.baseline_on) if one.baseline_on else one.no_baseline)
        level = row.indicator.get_level_display() if row.indicator else NONE
        cells.append(
            [
                Cell(one.name, reverse("runs:target", args=[one.pk]), one.unit), level, before,
                Cell(in_words(one.now_value), note=row.said), in_words(one.target), NONE if row.share is None else percent(row.share, 0), row.rests_on or NONE,
            ]
        )  # fmt: skip
    return Table(columns, cells, _("What the run is to achieve, and its progress"), id=id, caption_hidden=True)


def living_chart(rows: list[Living]) -> Chart | None:
    """A line for each that has a value or something to reach; None when there is nothing to draw."""
    drawn = [
        Track(
            row.target.name,
            _("%(now)s now · %(target)s as target") % {"now": in_words(row.target.now_value), "target": in_words(row.target.target)},
            _float(row.target.now_value), _float(row.target.target), _float(row.target.baseline),
        )
        for row in rows
        if row.target.target is not None or row.target.now_value is not None
    ]  # fmt: skip
    description = _(
        "A line for each target: a ring where it was before, a dot where it is now, a vertical line at the value to reach."
    )
    return tracks(drawn, title=_("Progress towards the targets"), description=description) if drawn else None


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
