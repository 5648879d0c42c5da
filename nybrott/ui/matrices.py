"""How many there are of each in two directions, as dots in a grid: a line for each row, the larger the dot the more, the number in it.

Drawn on the server in a wide and a narrow version, like the other charts; colours are classes. Nothing is a small ring, so that an empty place is seen
as one. The table beside the picture says the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt

from nybrott.ui.charts import Chart
from nybrott.ui.svg import COLOURS

LETTER = 0.54  # the usual width of a letter, of its height


@dataclass(frozen=True, slots=True)
class Size:
    """`left`: room for the names of rows beside the dots; 0 where they stand above them. `turned`: the names of columns are written upwards."""

    total: int
    left: int
    text: int
    row: int
    head: int
    turned: bool


WIDE, NARROW = Size(832, 200, 14, 46, 44, False), Size(360, 0, 13, 62, 150, True)


def matrix(rows: Sequence[tuple[str, Sequence[int]]], columns: Sequence[str], *, title: str, description: str, apart: int = 0) -> Chart:  # fmt: skip
    """The grid: each row a name and a number for each column. After the first `apart` columns stands a line, where they are of another kind. `title` says what one
    sees, `description` what is drawn."""
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    return Chart(*(_drawn(rows, columns, size, name, apart) for size in (WIDE, NARROW)))


def _drawn(rows: Sequence[tuple[str, Sequence[int]]], columns: Sequence[str], size: Size, name: str, apart: int) -> str:  # fmt: skip
    pitch = (size.total - size.left) / max(1, len(columns))
    most = max([1, *(n for _label, values in rows for n in values)])
    height = size.head + len(rows) * size.row + 4
    inside = [*_heads(columns, size, pitch)]
    for place, (label, values) in enumerate(rows):
        inside += _row(label, values, size.head + place * size.row, size, pitch, most)
    if 0 < apart < len(columns):
        x = size.left + apart * pitch
        inside.append(
            f'<path d="M{x:.1f},{size.head - 8}V{height}" fill="none" stroke="{COLOURS["grid"]}" class="s-grid"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.total} {height}" width="{size.total}" height="{height}" role="img" aria-label="{name}">'
        f"{''.join(inside)}</svg>"
    )


def _heads(columns: Sequence[str], size: Size, pitch: float) -> Iterator[str]:
    for place, label in enumerate(columns):
        x = size.left + (place + 0.5) * pitch
        if size.turned:
            said = _cut(label, int((size.head - 12) / (size.text * LETTER)))
            yield _text((x + size.text * 0.35, size.head - 10), said, size.text, "quiet", "start", turned=True)
            continue
        lines = _lines(label, max(6, int(pitch / ((size.text - 2) * LETTER))))[:3]
        for at, line in enumerate(lines):
            yield _text(
                (x, size.head - 12 - (len(lines) - 1 - at) * (size.text + 2)), line, size.text - 2, "quiet", "middle"
            )


def _row(label: str, values: Sequence[int], top: float, size: Size, pitch: float, most: int) -> Iterator[str]:  # noqa: PLR0917
    yield f'<path d="M0,{top:.1f}H{size.total}" fill="none" stroke="{COLOURS["grid"]}" class="s-grid"/>'
    low = size.row - (0 if size.left else size.text + 8)
    middle = top + size.row - low / 2
    largest = min(pitch, low) / 2 - 3
    room = size.left - 12 if size.left else size.total
    lines = _lines(_cut(label, 2 * int(room / (size.text * LETTER))), int(room / (size.text * LETTER)))[
        : 2 if size.left else 1
    ]
    for at, line in enumerate(lines):
        y = middle + size.text * (0.35 + (at - (len(lines) - 1) / 2) * 1.2) if size.left else top + size.text + 3
        yield _text((0, y), line, size.text, "confirmed")
    for place, n in enumerate(values):
        x = size.left + (place + 0.5) * pitch
        if not n:
            yield f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="2.5" fill="none" stroke="{COLOURS["line"]}" class="s-line"/>'
            continue
        radius = max(min(11.0, largest), largest * sqrt(n / most))
        yield f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="{radius:.1f}" fill="{COLOURS["behavioural"]}" class="f-behavioural"/>'
        yield _text((x, middle + size.text * 0.35), str(n), size.text, "paper", "middle")


def _cut(label: str, letters: int) -> str:
    return label if len(label) <= letters else f"{label[: max(1, letters - 1)].rstrip()}…"


def _lines(label: str, letters: int) -> list[str]:
    found = [""]
    for word in label.split():
        if found[-1] and len(found[-1]) + len(word) + 1 > letters:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def _text(at: tuple[float, float], text: str, size: int, colour: str, anchor: str = "start", *, turned: bool = False) -> str:  # fmt: skip
    x, y = at
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{COLOURS[colour]}" class="f-{colour}"{turn}>{escape(text)}</text>'
