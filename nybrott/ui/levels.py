"""A picture of things on one scale from left to right: a bar or a mark for each, its words above it and its number behind.

Drawn on the server in a wide and a narrow version, like the other charts; colours are classes. For long labels, which
bars that stand upright have no room for. What has no number says so in words. The table beside it says the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from nybrott.ui.charts import Chart
from nybrott.ui.svg import COLOURS


@dataclass(frozen=True, slots=True)
class Level:
    """One thing: its words, its place on the scale (None: not shown), and what stands behind it ("4,2", "too few")."""

    label: str
    value: float | None
    said: str


@dataclass(frozen=True, slots=True)
class _Size:
    total: int
    text: int
    side: int  # room for the number behind


WIDE, NARROW = _Size(832, 15, 150), _Size(360, 14, 92)
LETTER = 0.54  # the usual width of a letter, of its height


def levels(
    rows: Sequence[Level],
    scale: tuple[float, float],
    *,
    title: str,
    description: str,
    marks: bool = False,
    ends: tuple[str, str] = ("", ""),
) -> Chart:
    """A bar for each from the lowest of the scale to its value; with `marks` a dot on a line with a tick at every whole number.

    `ends`: words for the lowest and the highest, below the picture.
    """
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    wide, narrow = (_drawn(rows, scale, size, marks, ends) for size in (WIDE, NARROW))
    return Chart(wide.replace("NAME", name, 1), narrow.replace("NAME", name, 1))


def _drawn(rows: Sequence[Level], scale: tuple[float, float], size: _Size, marks: bool, ends: tuple[str, str]) -> str:
    parts, y = [], 0.0
    for row in rows:
        for line in _lines(row.label, size):
            y += size.text * 1.35
            parts.append(_text((0, y), line, size.text, "confirmed"))
        y += size.text * 0.5
        parts += _mark(row, y, scale, size) if marks else _bar(row, y, scale, size)
        y += size.text * 2
    if any(ends):
        for words, x, anchor in ((ends[0], 0.0, "start"), (ends[1], float(size.total - size.side), "end")):
            parts.append(_text((x, y + size.text * 0.7), words, size.text - 1, "quiet", anchor))
        y += size.text * 1.5
    inside = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.total} {y:.0f}" width="{size.total}" height="{y:.0f}"'
        f' role="img" aria-label="NAME">{inside}</svg>'
    )


def _lines(label: str, size: _Size) -> list[str]:
    """The words, broken where the picture ends."""
    room = int(size.total / (size.text * LETTER))
    found = [""]
    for word in label.split():
        if found[-1] and len(found[-1]) + len(word) + 1 > room:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def _at(value: float, scale: tuple[float, float], size: _Size) -> float:
    low, high = scale
    return (size.total - size.side) * (value - low) / ((high - low) or 1)


def _bar(row: Level, y: float, scale: tuple[float, float], size: _Size) -> Iterator[str]:
    width = _at(row.value, scale, size) if row.value is not None else 0
    if width:
        yield (
            f'<rect x="0" y="{y:.1f}" width="{width:.1f}" height="{size.text}" fill="{COLOURS["behavioural"]}" class="f-behavioural"/>'
        )  # fmt: skip
    colour = "quiet" if row.value is None else "confirmed"
    yield _text((width + (8 if width else 0), y + size.text * 0.85), row.said, size.text, colour)


def _mark(row: Level, y: float, scale: tuple[float, float], size: _Size) -> Iterator[str]:
    low, high = scale
    middle = y + size.text * 0.5
    ends = size.total - size.side
    yield f'<path d="M0,{middle:.1f}H{ends}" fill="none" stroke="{COLOURS["line"]}" class="s-line"/>'
    for point in range(int(low), int(high) + 1):
        x = _at(point, scale, size)
        yield f'<path d="M{x:.1f},{middle - 4:.1f}v8" fill="none" stroke="{COLOURS["line"]}" class="s-line"/>'
    if row.value is not None:
        x = _at(row.value, scale, size)
        yield f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="7" fill="{COLOURS["behavioural"]}" class="f-behavioural"/>'
    colour = "quiet" if row.value is None else "confirmed"
    yield _text((ends + 14, middle + size.text * 0.35), row.said, size.text, colour)


def _text(at: tuple[float, float], text: str, size: int, colour: str, anchor: str = "start") -> str:
    x, y = at
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{COLOURS[colour]}" class="f-{colour}">'
        f"{escape(text)}</text>"
    )
