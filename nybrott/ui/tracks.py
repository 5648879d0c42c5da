"""How far something has come on its way: a line for each thing, with where it began, where it is, and where it shall be.

Drawn on the server in a wide and a narrow version, like the other charts. The beginning is a hollow ring, now is a solid
dot at the end of a bar, the goal is an upright line; what is there is said in words above each line, so that nothing hangs
on seeing it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from nybrott.ui.charts import Chart
from nybrott.ui.svg import COLOURS


@dataclass(frozen=True, slots=True)
class Track:
    """One thing on its way. `said` stands beside its name ("12 of 40 hours"). Any of the three may be missing; a line
    without `start` begins at nothing. `until`: what its scale goes to, when several lines are to be compared."""

    label: str
    said: str
    now: float | None = None
    goal: float | None = None
    start: float | None = None
    until: float | None = None


@dataclass(frozen=True, slots=True)
class _Size:
    total: int
    text: int
    stacked: bool

    @property
    def row(self) -> int:
        return round(self.text * (4.4 if self.stacked else 3))


WIDE, NARROW = _Size(832, 15, False), _Size(360, 14, True)
_SIDE = 10  # pixels kept free at both ends


def tracks(rows: Sequence[Track], *, title: str, description: str) -> Chart:
    """The lines under each other. `title` says what one sees; `description` what is drawn, for those who cannot see it."""
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    wide, narrow = (_drawn(rows, size, name) for size in (WIDE, NARROW))
    return Chart(wide, narrow)


def _drawn(rows: Sequence[Track], size: _Size, name: str) -> str:
    inside = "".join(part for place, row in enumerate(rows) for part in _row(row, place * size.row, size))
    height = len(rows) * size.row + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.total} {height}" width="{size.total}" height="{height}"'
        f' role="img" aria-label="{name}">{inside}</svg>'
    )


def _row(row: Track, top: float, size: _Size) -> Iterator[str]:
    line = top + size.row - 14
    room = int(size.total / (size.text * 0.56)) - (0 if size.stacked else len(row.said) + 2)
    label = row.label if len(row.label) <= room else f"{row.label[: max(room - 1, 1)].rstrip()}…"
    yield _text(_SIDE, top + size.text + 2, label, size=size.text, colour="confirmed", weight=600)
    if size.stacked:
        yield _text(_SIDE, top + size.text * 2.35, row.said, size=size.text - 1, colour="quiet", weight=400)
    else:
        yield _text(
            size.total - _SIDE, top + size.text + 2, row.said, size=size.text, colour="quiet", weight=400, anchor="end"
        )
    known = [value for value in (row.start, row.now, row.goal, row.until) if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    if row.start is not None and row.start > 0 and row.until is None:
        low = min(known) - (high - min(known)) * 0.08  # far from nothing: the way itself is what one wants to see
    yield _line(f"M{_SIDE},{line}H{size.total - _SIDE}", "grid", 6)
    if not known or high <= low:
        return

    def at(value: float) -> float:
        return _SIDE + (size.total - 2 * _SIDE) * (value - low) / (high - low)

    begin = at(max(row.start if row.start is not None else 0.0, low))
    if row.now is not None:
        yield _line(f"M{begin:.1f},{line}H{at(row.now):.1f}", "behavioural", 6)
    if row.goal is not None:
        yield _line(f"M{at(row.goal):.1f},{line - 9}V{line + 9}", "confirmed", 3)
    if row.start is not None:
        yield _dot(begin, line, "paper", "confirmed")
    if row.now is not None:
        yield _dot(at(row.now), line, "behavioural", "paper")


def _line(path: str, colour: str, width: int) -> str:
    return f'<path d="{path}" fill="none" stroke-width="{width}" stroke="{COLOURS[colour]}" class="s-{colour}"/>'


def _dot(x: float, y: float, fill: str, edge: str) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" stroke-width="2" fill="{COLOURS[fill]}" stroke="{COLOURS[edge]}"'
        f' class="f-{fill} s-{edge}"/>'
    )


def _text(x: float, y: float, text: str, *, size: float, colour: str, weight: int, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}"'
        f' fill="{COLOURS[colour]}" class="f-{colour}">{escape(text)}</text>'
    )
