"""A figure that says what it is: what one sees, how it was counted, for when, from how much, and the numbers behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.ui.charts import Chart, Point, Series, Unit
from nybrott.ui.formats import NONE, number, percent
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class Figure:
    """`sentence` says what one sees and stands above the picture. `definition` leads to how it is counted.
    `period`, `coverage` and `n` are texts ready to read ("2019–2025", "94 % of notices", "1 234 notices").
    `table` holds the numbers of the picture; `rows` leads to the rows behind them."""

    sentence: str
    chart: Chart
    table: Table
    period: str
    n: str
    definition: Link
    coverage: str = ""
    uncertainty: str = ""
    rows: Link | None = None


@dataclass(frozen=True, slots=True)
class Lens:
    """One way to count: its key, its mark (circle, square, triangle), its name and one sentence."""

    key: str
    mark: str
    label: str | Promise
    meaning: str | Promise


LENSES = (
    Lens("strict", "circle", _("Strict"), _("The procedure itself is made for innovation.")),
    Lens("declared", "square", _("Declared"), _("The buyer says that the procurement is innovative.")),
    Lens(
        "behavioural",
        "triangle",
        _("Behavioural"),
        _("The text shows market dialogue, a call for development, or a named method."),
    ),
)


CONFIRMED = Lens(
    "confirmed",
    "disc",
    _("Confirmed by people"),
    _("Two people have read a weak sign and confirmed it, and no one has rejected it."),
)
"""Not a lens, but shown beside the three: the solid dark one."""


def numbers(series: Sequence[Series], *, caption: str, unit: Unit, year: str, id: str = "numbers") -> Table:
    """The numbers of a chart of lines as a table: a row per year, a column per series with its interval as a note, and
    for shares a column with the n each year rests on. `year` is the heading of the first column."""
    years = sorted({point.year for line in series for point in line.points})
    by_place = {(line.key, point.year): point for line in series for point in line.points}
    columns = [Column("year", year), *(Column(line.key, line.label, "end") for line in series)]
    if unit == "share":
        columns.append(Column("n", "n", "end"))
    rows: list[list[Cell | str]] = []
    for row_year in years:
        points = [by_place.get((line.key, row_year)) for line in series]
        cells: list[Cell | str] = [str(row_year), *(_cell(point, unit) for point in points)]
        if unit == "share":
            cells.append(number(next((point.n for point in points if point and point.n is not None), None)))
        rows.append(cells)
    return Table(columns, rows, caption=caption, id=id, stack=False, caption_hidden=True)


def _cell(point: Point | None, unit: Unit) -> Cell:
    written = percent if unit == "share" else number
    if point is None:
        return Cell(NONE)
    if point.low is None or point.high is None:
        return Cell(written(point.value))
    return Cell(written(point.value), note=f"{written(point.low)} – {written(point.high)}")
