"""How large something was by the end of each quarter: bars with their numbers, and a small version for lists.

Drawn on the server like the other charts; colours are classes. A table beside it, or the sentence above it, says the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from nybrott.ui.charts import Chart
from nybrott.ui.formats import number
from nybrott.ui.svg import COLOURS


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: its short name, and how many."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class _Size:
    total: int
    height: int
    text: int


WIDE, NARROW = _Size(832, 150, 15), _Size(360, 130, 13)


def bars(values: Sequence[Bar], *, title: str, description: str) -> Chart:
    """A bar for each period with its number above and its name below. `description` is for those who cannot see it."""
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    wide, narrow = (_drawn(values, size, name) for size in (WIDE, NARROW))
    return Chart(wide, narrow)


def _drawn(values: Sequence[Bar], size: _Size, name: str) -> str:
    return _svg(
        size.total, size.height + 3 * size.text, "".join(_bars(values, size)), f'role="img" aria-label="{name}"'
    )


def _bars(values: Sequence[Bar], size: _Size) -> Iterator[str]:
    cell = size.total / max(len(values), 1)
    largest = max((bar.value for bar in values), default=0)
    floor = size.height + size.text
    every = 1 if cell > size.text * 4 else 2
    for place, bar in enumerate(values):
        high = size.height * 0.9 * bar.value / largest if largest else 0
        middle = (place + 0.5) * cell
        if bar.value:
            yield _bar(middle - cell * 0.3, floor - high, cell * 0.6, high)
        yield _text(middle, floor - high - 6, number(bar.value), size.text, "confirmed")
        if (len(values) - 1 - place) % every == 0:
            yield _text(middle, floor + size.text * 1.4, bar.label, size.text, "quiet")
    yield f'<path d="M0,{floor}H{size.total}" fill="none" stroke="{COLOURS["line"]}" class="s-line"/>'


def spark(values: Sequence[int]) -> str:
    """The same as a small picture without words, for a list; what it shows stands beside it, so it is decoration."""
    wide, high, largest = 12, 28, max(values, default=0) or 1
    drawn = "".join(
        _bar(place * wide + 1, high - max(high * value / largest, 2), wide - 3, max(high * value / largest, 2))
        for place, value in enumerate(values)
    )
    return _svg(len(values) * wide, high, drawn, 'aria-hidden="true"')


def _bar(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{COLOURS["quiet"]}" class="f-quiet"/>'
    )  # fmt: skip


def _text(x: float, y: float, text: str, size: int, colour: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="middle" fill="{COLOURS[colour]}"'
        f' class="f-{colour}">{escape(text)}</text>'
    )


def _svg(width: int, height: int, inside: str, more: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" {more}>'
        f"{inside}</svg>"
    )
