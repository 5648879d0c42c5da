"""What lasts, on one calendar: a bar for each stretch of time, a mark for each day that counts, a line for today.

Drawn on the server in a wide and a narrow version, like the other charts. Each thing has its name above its line; the table beside the chart
says the same for those who do not see it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from nybrott.ui.charts import Chart
from nybrott.ui.svg import COLOURS

_SIDE = 10  # pixels kept free at both ends
_HEAD = 30  # pixels for the years above the lines


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time. `colour`: one of the colours of charts ("behavioural", "declared", "quiet", "strict"). `open`: it may go on."""

    first: date
    last: date
    colour: str = "behavioural"
    open: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """One thing: what it is called, what is said beside it, its stretches, and the days that are marked on its line."""

    label: str
    said: str = ""
    stretches: Sequence[Stretch] = ()
    marks: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class _Size:
    total: int
    text: int
    stacked: bool

    @property
    def row(self) -> int:
        return round(self.text * (4.2 if self.stacked else 2.8))


WIDE, NARROW = _Size(832, 15, False), _Size(360, 14, True)


def spans(rows: Sequence[Span], *, today: date, title: str, description: str) -> Chart:
    """The lines under each other, on a calendar that holds all their days and today. `title` says what one sees."""
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    days = [
        today,
        *(day for row in rows for one in row.stretches for day in (one.first, one.last)),
        *(day for row in rows for day in row.marks),
    ]
    first, last = date(min(days).year, 1, 1), date(min(max(days).year, date.max.year - 1) + 1, 1, 1)
    wide, narrow = (_drawn(rows, today, first, last, size, name) for size in (WIDE, NARROW))
    return Chart(wide, narrow)


def _drawn(rows: Sequence[Span], today: date, first: date, last: date, size: _Size, name: str) -> str:  # noqa: PLR0917
    room, days = size.total - 2 * _SIDE, (last - first).days

    def at(day: date) -> float:
        return _SIDE + room * (day - first).days / days

    height = _HEAD + len(rows) * size.row + 6
    inside = [*_years(first, last, at(first), room / days, height, size)]
    for place, row in enumerate(rows):
        inside += _row(row, _HEAD + place * size.row, at, size)
    inside.append(_line(f"M{at(today):.1f},{_HEAD - 6}V{height}", "thread", 2))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.total} {height}" width="{size.total}" height="{height}"'
        f' role="img" aria-label="{name}">{"".join(inside)}</svg>'
    )


def _years(first: date, last: date, begin: float, day: float, height: int, size: _Size) -> Iterator[str]:  # noqa: PLR0917
    """A line where each year begins, with its number where there is room for it."""
    places = [(year, begin + (date(year, 1, 1) - first).days * day) for year in range(first.year, last.year + 1)]
    gap = min((after - before for (_one, before), (_other, after) in pairwise(places)), default=size.total)
    every = max(1, round(size.text * 2.8 / gap + 0.5)) if gap < size.text * 2.8 else 1
    for place, (year, x) in enumerate(places):
        yield _line(f"M{x:.1f},{_HEAD - 6}V{height}", "grid", 1)
        if place % every == 0 and year < last.year:
            yield _text(x + 3, _HEAD - 12, str(year), size=size.text - 2, colour="quiet", weight=400)


def _row(row: Span, top: float, at: Callable[[date], float], size: _Size) -> Iterator[str]:
    line = top + size.row - 10
    room = int(size.total / (size.text * 0.56)) - (0 if size.stacked else len(row.said) + 2)
    label = row.label if len(row.label) <= room else f"{row.label[: max(room - 1, 1)].rstrip()}…"
    yield _text(_SIDE, top + size.text, label, size=size.text, colour="confirmed", weight=600)
    if size.stacked:
        yield _text(_SIDE, top + size.text * 2.25, row.said, size=size.text - 1, colour="quiet", weight=400)
    else:
        yield _text(
            size.total - _SIDE, top + size.text, row.said, size=size.text, colour="quiet", weight=400, anchor="end"
        )
    for one in row.stretches:
        dashes = ' stroke-dasharray="3 4"' if one.open else ""
        yield _line(f"M{at(one.first):.1f},{line}H{max(at(one.last), at(one.first) + 2):.1f}", one.colour, 9, dashes)
    for day in row.marks:
        yield (
            f'<circle cx="{at(day):.1f}" cy="{line}" r="5" stroke-width="2" fill="{COLOURS["paper"]}" stroke="{COLOURS["confirmed"]}"'
            ' class="f-paper s-confirmed"/>'
        )


def _line(path: str, colour: str, width: int, more: str = "") -> str:
    return f'<path d="{path}" fill="none" stroke-width="{width}"{more} stroke="{COLOURS[colour]}" class="s-{colour}"/>'


def _text(x: float, y: float, text: str, *, size: float, colour: str, weight: int, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}"'
        f' fill="{COLOURS[colour]}" class="f-{colour}">{escape(text)}</text>'
    )
