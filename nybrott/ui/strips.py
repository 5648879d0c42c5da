"""A picture that compares many by several shares: a strip for each share, a dot for each that is compared.

Drawn on the server in a wide and a narrow version, like the other charts: colours become classes, hollow dots rest on
fewer than `FEW`, and labels stand where they are needed instead of in a legend. Each strip has its own scale, which is
written at its ends. Dots carry their name and numbers for those who point at them; the table beside the chart says the
same for everybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from nybrott.ui import formats
from nybrott.ui.charts import FEW, Chart, scale_top
from nybrott.ui.svg import COLOURS

RADIUS = 6
PITCH = 13  # pixels between dots that would cover each other
DEEP = 4  # dots above each other before they are pressed together
LETTER = 0.56  # the usual width of a letter, of its height
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """One that is compared: its name, its share from 0 to 1, and how many the share rests on."""

    label: str
    value: float
    n: int


@dataclass(frozen=True, slots=True)
class Strip:
    """One share: `key` is a lens, "confirmed" or "quiet" and gives the hue and the shape of the dots.

    `here` is marked with a solid line, `there` with a dashed one; either may be missing."""

    key: str
    label: str
    marks: Sequence[Mark]
    here: Mark | None = None
    there: Mark | None = None


@dataclass(frozen=True, slots=True)
class _Size:
    total: int
    left: int
    right: int
    text: int

    @property
    def width(self) -> int:
        return self.total - self.left - self.right

    @property
    def line(self) -> int:
        return round(self.text * 1.45)

    @property
    def deep(self) -> int:
        return (DEEP - 1) * PITCH + 2 * RADIUS + 2

    @property
    def height(self) -> int:
        """Of one strip: its name, the label of the solid line, the dots, the label of the dashed line, and air."""
        return 3 * self.line + self.deep + 20


WIDE = _Size(832, 40, 70, 15)
NARROW = _Size(360, 34, 52, 14)


def strips(rows: Sequence[Strip], *, title: str, description: str) -> Chart:
    """The strips under each other. `title` says what one sees; `description` what is drawn, for those who cannot."""
    wide, narrow = (_drawn(rows, size, title, description) for size in (WIDE, NARROW))
    return Chart(wide, narrow)


def _drawn(rows: Sequence[Strip], size: _Size, title: str, description: str) -> str:
    height = len(rows) * size.height
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    inside = "".join(part for place, strip in enumerate(rows) for part in _strip(strip, place * size.height, size))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.total} {height}" width="{size.total}"'
        f' height="{height}" role="img" aria-label="{name}">{inside}</svg>'
    )


def _strip(strip: Strip, top: int, size: _Size) -> Iterator[str]:
    lines = [mark for mark in (strip.here, strip.there) if mark is not None]
    largest = max((mark.value for mark in (*strip.marks, *lines)), default=0)
    end = scale_top(largest, "share")[0] if largest <= 1 else largest
    floor = top + 2 * size.line + size.deep
    yield _text(0, top + size.text, strip.label, size, "confirmed", weight=600)
    yield _line((size.left, floor), (size.left + size.width, floor), "line", 1)
    yield _text(size.left - 8, floor + size.text * 0.35, formats.percent(0), size, "quiet", anchor="end")
    yield _text(size.left + size.width + 8, floor + size.text * 0.35, formats.percent(end), size, "quiet")
    if strip.there:
        x = _place(strip.there.value, end, size)
        yield _line((x, top + 2 * size.line - 2), (x, floor + 8), "line", 2, dashed=True)
        yield _label(x, floor + size.line, strip.there, size, "quiet")
    if strip.here:
        x = _place(strip.here.value, end, size)
        yield _line((x, top + 2 * size.line - 2), (x, floor), "confirmed", 3)
        yield _label(x, top + size.line + size.text, strip.here, size, "confirmed")
    at = [_place(mark.value, end, size) for mark in lines]
    yield from _dots(strip.key, _columns(strip.marks, end, size), floor, size, at)


def _place(value: float, end: float, size: _Size) -> float:
    return round(size.left + size.width * (min(value, end) / end if end else 0), 1)


def _columns(marks: Sequence[Mark], end: float, size: _Size) -> list[tuple[float, list[Mark]]]:
    """Dots from left to right; those that would cover each other share a column."""
    columns: list[tuple[float, list[Mark]]] = []
    for mark in sorted(marks, key=lambda mark: (mark.value, mark.label)):
        x = _place(mark.value, end, size)
        if columns and x - columns[-1][0] < PITCH:
            columns[-1][1].append(mark)
        else:
            columns.append((x, [mark]))
    return columns


def _dots(
    key: str, columns: Sequence[tuple[float, list[Mark]]], floor: float, size: _Size, lines: Sequence[float]
) -> Iterator[str]:
    """Each column's dots above each other; where too many meet they stand closer, and their number beside them, on the
    far side of a line (`lines`, pixels) that would run through it."""
    for place, (x, members) in enumerate(columns):
        pitch = min(PITCH, (DEEP - 1) * PITCH / max(len(members) - 1, 1))
        for step, mark in enumerate(members):
            yield _dot(key, x, floor - RADIUS - 1 - step * pitch, mark)
        after = columns[place + 1][0] if place + 1 < len(columns) else size.left + size.width + PITCH
        beside = x + RADIUS + 5
        for line in sorted(lines):
            beside = line + 6 if beside - 4 < line < beside + 2 * size.text else beside
        if len(members) > DEEP and after - beside > 2 * size.text:
            yield _text(beside, floor - RADIUS, formats.number(len(members)), size, "quiet")


def _dot(key: str, x: float, y: float, mark: Mark) -> str:
    few = mark.n < FEW
    fill, stroke = ("paper", "line" if key == "quiet" else key) if few else (key, "paper")
    tip = escape(f"{mark.label}: {formats.percent(mark.value)} (n = {formats.number(mark.n)})")
    paint = _paint("fill", fill) + _paint("stroke", stroke, f"f-{fill} s-{stroke}")
    r = RADIUS - (1 if few else 0)
    shapes = {
        "declared": f'<rect x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r}" height="{2 * r}"',
        "behavioural": f'<path d="M{x:.1f},{y - r - 1:.1f}l{r + 1},{2 * r}h{-2 * r - 2}Z"',
    }
    shape = shapes.get(key, f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}"')
    tag = shape[1:].split(" ", 1)[0]
    return f'{shape}{paint} stroke-width="{2 if few else 1}"><title>{tip}</title></{tag}>'


def _label(x: float, y: float, mark: Mark, size: _Size, colour: str) -> str:
    text = f"{mark.label} {formats.percent(mark.value)}"
    if mark.n < FEW:
        text += f" (n = {formats.number(mark.n)})"
    half = len(text) * size.text * LETTER / 2
    middle = min(max(x, half), size.total - half)
    return _text(middle, y, text, size, colour, anchor="middle")


def _text(x: float, y: float, text: str, size: _Size, colour: str, *, anchor: str = "start", weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size.text}" text-anchor="{anchor}"'
        f' font-weight="{weight}"{_paint("fill", colour, f"f-{colour}")}>{escape(text)}</text>'
    )


def _line(start: _Point, end: _Point, colour: str, width: int, *, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="3 4"' if dashed else ""
    return (
        f'<path d="M{start[0]:.1f},{start[1]:.1f}L{end[0]:.1f},{end[1]:.1f}" fill="none" stroke-width="{width}"{dashes}'
        f"{_paint('stroke', colour, f's-{colour}')}/>"
    )


def _paint(what: str, colour: str, classes: str = "") -> str:
    return f' {what}="{COLOURS[colour]}"' + (f' class="{classes}"' if classes else "")
