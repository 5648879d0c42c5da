"""What a run shall reach as it stands today: before, now, to reach, how old the number is, and what it rests on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.effects.models import Indicator
from nybrott.effects.states import Level, Source
from nybrott.runs.models import Reading, Run, Target
from nybrott.runs.queries import share
from nybrott.runs.states import RunState
from nybrott.ui.charts import Chart
from nybrott.ui.formats import NONE, day_short, number, percent
from nybrott.ui.tables import Cell, Column, Table
from nybrott.ui.tracks import Track, tracks

OLD = 31  # days without a new number, from which it is said while a run is under way
SHOWN = 12  # readings a small line is drawn of


@dataclass(frozen=True, slots=True)
class Living:
    """A target of a run with its indicator (None: of no evaluation plan) and its readings, oldest first.

    `share`: how much of the way it has come, 1 for all of it (None: cannot be said). `age`: days since the newest number is of, None without one;
    `is_old`: so long that it is said. `rests_on`: what the newest number rests on, as it was noted.
    """

    target: Target
    indicator: Indicator | None
    readings: tuple[Reading, ...]
    share: float | None
    age: int | None
    is_old: bool

    @property
    def rests_on(self) -> str:
        """What the newest number rests on."""
        return self.readings[-1].note if self.readings else ""

    @property
    def by_itself(self) -> bool:
        """Whether nobody has to type it."""
        return self.indicator is not None and self.indicator.source != Source.TYPED

    @property
    def said(self) -> str:
        """How old the number is, in words."""
        if self.age is None:
            return _("Not measured yet")
        if self.is_old:
            return ngettext("Not measured for %(n)s day", "Not measured for %(n)s days", self.age) % {"n": self.age}
        if self.age <= 0:
            return _("Measured today")
        return ngettext("Measured %(n)s day ago", "Measured %(n)s days ago", self.age) % {"n": self.age}


def living(runs: Collection[Run], today: date) -> dict[int, list[Living]]:
    """Run's key → everything it shall reach, by level, then in the order of the run. Three queries, however many runs."""
    found: dict[int, list[Living]] = {run.pk: [] for run in runs}
    by_key = {run.pk: run for run in runs}
    targets = list(Target.objects.filter(run__in=by_key).order_by("run", "place", "pk"))
    of = {one.target_id: one for one in Indicator.objects.filter(target__in=targets)}
    readings: dict[int, list[Reading]] = {}
    for reading in Reading.objects.filter(target__in=targets).order_by("measured_on", "pk"):
        readings.setdefault(reading.target_id, []).append(reading)
    for target in targets:
        running = by_key[target.run_id].state == RunState.RUNNING
        age = (today - target.now_on).days if target.now_on else None
        way = share(target.baseline, target.now_value, target.target)
        old = running and age is not None and age >= OLD
        found[target.run_id].append(Living(target, of.get(target.pk), tuple(readings.get(target.pk, ())), way, age, old))  # fmt: skip
    order = [*Level.values, ""]
    for rows in found.values():
        rows.sort(key=lambda one: order.index(one.indicator.level if one.indicator else ""))
    return found


def in_words(value: object) -> str:
    """A number as short as it is exact."""
    if value is None:
        return NONE
    amount = float(value)  # type: ignore[arg-type]
    return number(amount, 0 if amount == int(amount) else 2)


def living_table(rows: list[Living], *, id: str = "living") -> Table:
    """Level, before, now with its age and what it rests on, to reach, and how much of the way."""
    columns = [
        Column("name", _("What shall be reached")), Column("level", _("Level")), Column("before", _("Before"), "end"), Column("now", _("Now"), "end"),
        Column("target", _("To reach"), "end"), Column("share", _("Of the way"), "end"), Column("rests", _("What the number rests on")),
    ]  # fmt: skip
    cells: list[list[Cell | str]] = []
    for row in rows:
        one = row.target
        before = Cell(in_words(one.baseline), note=day_short(one.baseline_on) if one.baseline_on else one.no_baseline)
        level = row.indicator.get_level_display() if row.indicator else NONE
        cells.append(
            [
                Cell(one.name, one.get_absolute_url() if hasattr(one, "get_absolute_url") else "", one.unit), level, before,
                Cell(in_words(one.now_value), note=row.said), in_words(one.target), NONE if row.share is None else percent(row.share, 0), row.rests_on or NONE,
            ]
        )  # fmt: skip
    return Table(columns, cells, _("What the run shall reach, and how it stands"), id=id, caption_hidden=True)


def living_chart(rows: list[Living]) -> Chart | None:
    """A line for each that has a value or something to reach; None when there is nothing to draw."""
    drawn = [
        Track(
            row.target.name,
            _("%(now)s now · %(target)s to reach") % {"now": in_words(row.target.now_value), "target": in_words(row.target.target)},
            _float(row.target.now_value), _float(row.target.target), _float(row.target.baseline),
        )
        for row in rows
        if row.target.target is not None or row.target.now_value is not None
    ]  # fmt: skip
    description = _(
        "A line for each target: a ring where it was before, a dot where it is now, an upright line at the value to reach."
    )
    return tracks(drawn, title=_("How far the targets have come"), description=description) if drawn else None


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
