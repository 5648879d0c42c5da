"""Parts of a whole as areas: the larger the sum, the larger the field; what is in a state of its own is hatched and framed.

Drawn on the server in a wide and a narrow version, like the other charts. Fields are laid out by Bruls, Huizing and van
Wijk, "Squarified treemaps" (2000): as near to squares as they go, the largest first. Each field is a link when it leads
somewhere, with its whole name as the link's title. The table beside the picture says the same for everybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from nybrott.ui.charts import Chart
from nybrott.ui.svg import COLOURS

TEXT = 14
LETTER = 0.56
_Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Area:
    """One part: its name, its size (more than nothing), a line below the name, where it leads. `marked`: it stands out."""

    label: str
    size: float
    note: str = ""
    url: str = ""
    marked: bool = False


def areas(parts: Sequence[Area], *, title: str, description: str) -> Chart:
    """The picture. Parts without a size are left out. `description` is for those who cannot see it."""
    shown = sorted((part for part in parts if part.size > 0), key=lambda part: -part.size)
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    return Chart(_drawn(shown, 832, 380, name), _drawn(shown, 360, 420, name))


def laid_out(sizes: Sequence[float], width: float, height: float) -> list[_Box]:
    """A box for each size, in the same order (the largest first), filling the whole."""
    whole = sum(sizes)
    left = [size * width * height / whole for size in sizes] if whole else []
    boxes: list[_Box] = []
    x = y = 0.0
    while left:
        short = max(min(width, height), 1e-9)  # what is left for the last may be less than a number can say
        row = [left[0]]
        while len(row) < len(left) and _worst([*row, left[len(row)]], short) <= _worst(row, short):
            row.append(left[len(row)])
        thick = sum(row) / short
        along = 0.0
        for size in row:
            long = size / thick
            boxes.append((x, y + along, thick, long) if width >= height else (x + along, y, long, thick))
            along += long
        if width >= height:
            x, width = x + thick, width - thick
        else:
            y, height = y + thick, height - thick
        left = left[len(row) :]
    return boxes


def _worst(row: Sequence[float], short: float) -> float:
    """How far from a square the worst field of a row is: 1 for a square."""
    total = sum(row)
    return max(max(short**2 * size / total**2, total**2 / (short**2 * size)) for size in row)


def _drawn(parts: Sequence[Area], width: int, height: int, name: str) -> str:
    boxes = laid_out([part.size for part in parts], width, height)
    inside = "".join(mark for part, box in zip(parts, boxes, strict=True) for mark in _field(part, box))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="group" aria-label="{name}">{inside}</svg>'
    )


def _field(part: Area, box: _Box) -> Iterator[str]:
    x, y, width, height = box
    fill, edge = ("paper", "confirmed") if part.marked else ("grid", "paper")
    dashes = ' stroke-dasharray="6 4"' if part.marked else ""
    inset = 2.5
    drawn = (
        f'<rect x="{x + inset:.1f}" y="{y + inset:.1f}" width="{max(width - 2 * inset, 0):.1f}" height="{max(height - 2 * inset, 0):.1f}"'
        f' rx="3" stroke-width="{3 if part.marked else 1}"{dashes} fill="{COLOURS[fill]}" stroke="{COLOURS[edge]}" class="f-{fill} s-{edge}"/>'
    )
    room, lines = int((width - 16) / (TEXT * LETTER)), int((height - 12) / (TEXT * 1.3))
    if room >= 4 and lines >= 1:
        words = _wrapped(part.label, room, max(1, min(3, lines - (1 if part.note else 0))))
        for number, line in enumerate(words):
            drawn += _text(x + 10, y + 20 + number * TEXT * 1.3, line, "confirmed", 600 if part.marked else 400)
        if part.note and lines > len(words) and len(part.note) <= room + 2:
            drawn += _text(x + 10, y + 20 + len(words) * TEXT * 1.3, part.note, "confirmed", 400)
    title = f"<title>{escape(f'{part.label}. {part.note}'.rstrip('. '))}</title>"
    yield f'<a href="{escape(part.url)}">{title}<g aria-hidden="true">{drawn}</g></a>' if part.url else f"<g>{title}{drawn}</g>"  # fmt: skip


def _wrapped(label: str, room: int, most: int) -> list[str]:
    made: list[str] = []
    for word in label.split():
        cut = word if len(word) <= room else f"{word[: room - 1]}…"
        if made and len(made[-1]) + 1 + len(cut) <= room:
            made[-1] += f" {cut}"
        else:
            made.append(cut)
    return [*made[: most - 1], f"{made[most - 1][: room - 1]}…"] if len(made) > most else made


def _text(x: float, y: float, text: str, colour: str, weight: int) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{TEXT}" font-weight="{weight}" fill="{COLOURS[colour]}" class="f-{colour}">'
        f"{escape(text)}</text>"
    )
