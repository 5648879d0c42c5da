"""A picture of scores on a short scale: a strip for each question, a dot for each answer, a line at the middle one.

Drawn on the server in a wide and a narrow version, like the other charts. Dots stand above their score in no order, so
that nobody can follow one person from strip to strip; only the reader's own score is marked, with a triangle below.
The table beside the picture says the same for everybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from nybrott.ui import formats
from nybrott.ui.charts import Chart
from nybrott.ui.svg import COLOURS

RADIUS = 6
PITCH = 14  # pixels from dot to dot
DEEP = 4  # dots above each other before they stand closer


@dataclass(frozen=True, slots=True)
class Scale:
    """One question. `counts`: how many gave each score, from the lowest (1) on; `low` and `high` are words for the ends.

    `median` is marked with a line, `mine` with a triangle; either may be missing."""

    label: str
    counts: Sequence[int]
    median: float | None = None
    mine: int | None = None
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class _Size:
    total: int
    side: int
    text: int

    @property
    def line(self) -> int:
        return round(self.text * 1.4)

    @property
    def deep(self) -> int:
        return (DEEP - 1) * PITCH + 2 * RADIUS + 4

    @property
    def height(self) -> int:
        """Of one strip: its name, the dots, the scores, the words of the ends, and air."""
        return self.line + self.deep + 2 * self.line + 36

    def place(self, score: float, steps: int) -> float:
        return round(self.side + (self.total - 2 * self.side) * (score - 1) / max(steps - 1, 1), 1)


WIDE = _Size(640, 40, 15)
NARROW = _Size(340, 30, 14)


def scales(rows: Sequence[Scale], *, title: str, description: str) -> Chart:
    """The strips under each other. `title` says what one sees; `description` what is drawn, for those who cannot."""
    wide, narrow = (_drawn(rows, size, title, description) for size in (WIDE, NARROW))
    return Chart(wide, narrow)


def _drawn(rows: Sequence[Scale], size: _Size, title: str, description: str) -> str:
    height = len(rows) * size.height
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    inside = "".join(part for place, row in enumerate(rows) for part in _strip(row, place * size.height, size))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.total} {height}" width="{size.total}"'
        f' height="{height}" role="img" aria-label="{name}">{inside}</svg>'
    )


def _strip(row: Scale, top: int, size: _Size) -> Iterator[str]:
    steps = len(row.counts)
    floor = top + size.line + size.deep + 8
    yield _text(0, top + size.text, row.label, size, "confirmed", weight=600)
    left, right = size.place(1, steps), size.place(steps, steps)
    yield _path(f"M{left},{floor}L{right},{floor}", "line", 1)
    for score in range(1, steps + 1):
        x = size.place(score, steps)
        yield _path(f"M{x},{floor - 3}L{x},{floor + 3}", "line", 1)
        yield _text(x, floor + size.line + 6, formats.number(score), size, "quiet", anchor="middle")
    if row.median is not None:
        x = size.place(row.median, steps)
        yield _path(f"M{x},{floor - size.deep}L{x},{floor}", "confirmed", 3)
    for score, count in enumerate(row.counts, 1):
        yield from _stack(size.place(score, steps), floor, score, count, size)
    if row.mine is not None:
        yield _own(size.place(row.mine, steps), floor, row.mine)
    below = floor + 2 * size.line + 8
    if row.low or row.high:
        yield _text(0, below, row.low, size, "quiet")
        yield _text(size.total, below, row.high, size, "quiet", anchor="end")


def _stack(x: float, floor: float, score: int, count: int, size: _Size) -> Iterator[str]:
    """The dots of one score; where many meet they stand closer, and their number above them."""
    pitch = min(PITCH, (DEEP - 1) * PITCH / max(count - 1, 1))
    tip = escape(_("%(score)s: %(count)s") % {"score": formats.number(score), "count": formats.number(count)})
    for step in range(count):
        y = floor - RADIUS - 3 - step * pitch
        yield (
            f'<circle cx="{x}" cy="{y:.1f}" r="{RADIUS}"{_paint("fill", "behavioural", "f-behavioural s-paper")}'
            f' stroke="{COLOURS["paper"]}" stroke-width="1"><title>{tip}</title></circle>'
        )
    if count > DEEP:
        yield _text(x + RADIUS + 4, floor - RADIUS, formats.number(count), size, "quiet")


def _own(x: float, floor: float, score: int) -> str:
    tip = escape(_("Your own score: %(score)s") % {"score": formats.number(score)})
    paint = _paint("fill", "strict", "f-strict")
    return f'<path d="M{x},{floor + 2}l6,8h-12Z"{paint}><title>{tip}</title></path>'


def _text(x: float, y: float, text: str, size: _Size, colour: str, *, anchor: str = "start", weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size.text}" text-anchor="{anchor}"'
        f' font-weight="{weight}"{_paint("fill", colour, f"f-{colour}")}>{escape(text)}</text>'
    )


def _path(line: str, colour: str, width: int) -> str:
    return f'<path d="{line}" fill="none" stroke-width="{width}"{_paint("stroke", colour, f"s-{colour}")}/>'


def _paint(what: str, colour: str, classes: str = "") -> str:
    return f' {what}="{COLOURS[colour]}"' + (f' class="{classes}"' if classes else "")
