"""The red thread as a picture: a rope with a stage for each kind of thing, under each stage its things as dots, and lines
from what led to what. The thread itself, from people's words to what came of them, is drawn in its own red.

Drawn on the server, once wide (stages beside each other) and once narrow (under each other). It is decoration beside the list
that says the same: hidden from screen readers, its links not stops of the keyboard.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from django.utils.translation import gettext as _

from nybrott.ui.charts import Chart
from nybrott.ui.svg import COLOURS
from nybrott.ui.thread import State

Key = tuple[str, str]

MOST = 60  # dots of one stage; of more, the rest is said as a number
LINES = 1_500  # links drawn between dots; more would be a web nobody can follow, so only those on the thread are
MARK = 13  # radius of a stage's mark
TEXT = 15
PITCH = 20  # pixels between dots beside each other
CROWDED = 10  # stages beside each other whose names have room on one line; of more, every other stands lower
LOWER = 40  # pixels
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing: its key, what it is called, how far it is, where it is read, whether it lies on the thread, and whether it is the
    one the thread is seen from."""

    key: Key
    label: str
    state: State
    url: str = ""
    held: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: its name, how far it is, a few words (how many), where on the page it is told, and its things."""

    label: str
    state: State
    says: str
    url: str
    dots: Sequence[Dot]


@dataclass(frozen=True, slots=True)
class _Size:
    """Measures in pixels. `deep`: dots in one line of a stage; `upright`: stages stand under each other."""

    total: int
    deep: int
    upright: bool


WIDE = _Size(1104, 9, False)
NARROW = _Size(360, 7, True)


def trail(columns: Sequence[Column], links: Collection[tuple[Key, Key]]) -> Chart:
    """The picture in two widths. `links` lead from one dot's key to another's; those of dots not shown are left out."""
    wide, narrow = (_drawn(columns, links, size) for size in (WIDE, NARROW))
    return Chart(wide, narrow)


def _drawn(columns: Sequence[Column], links: Collection[tuple[Key, Key]], size: _Size) -> str:
    shown = [_shown(column.dots) for column in columns]
    marks, spots, height = _placed(shown, size)
    parts = [*_rope(columns, marks), *_links(links, shown, spots, size)]
    for number, (column, mark, dots) in enumerate(zip(columns, marks, shown, strict=True)):
        lower = LOWER if number % 2 and len(columns) > CROWDED and not size.upright else 0
        parts += _stage(column, mark, size, lower)
        parts += [_dot(dot, spots[dot.key]) for dot in dots]
        if len(column.dots) > len(dots):
            parts.append(_rest(len(column.dots) - len(dots), dots, spots, size))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.total} {height}" width="{size.total}" height="{height}"'
        f' aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def _shown(dots: Sequence[Dot]) -> list[Dot]:
    """The dots that have room: those on the thread first of all, and last in their stage, where the next begins."""
    kept = sorted(dots, key=lambda dot: (not dot.here, not dot.held))[:MOST]
    return sorted(kept, key=lambda dot: dot.held)


def _placed(shown: Sequence[Sequence[Dot]], size: _Size) -> tuple[list[_Point], dict[Key, _Point], int]:
    """Where each stage's mark and each dot stands, and how high the picture is."""
    if size.upright:
        return _under_each_other(shown, size)
    wide = size.total / max(len(shown), 1)
    deep = min(max((len(dots) for dots in shown), default=1), size.deep)
    middle = 86 + (LOWER if len(shown) > CROWDED else 0) + deep * PITCH / 2
    marks, spots = [], {}
    for number, dots in enumerate(shown):
        x = wide * (number + 0.5)
        marks.append((x, MARK + 3.0))
        lines = [dots[at : at + size.deep] for at in range(0, len(dots), size.deep)]
        pitch = PITCH if len(lines) > 1 else max(PITCH, min(40, deep * PITCH / (len(dots) + 1)))
        for column, line in enumerate(lines):
            for row, dot in enumerate(line):
                along = (row - (len(line) - 1) / 2) * pitch
                spots[dot.key] = (x + (column - (len(lines) - 1) / 2) * PITCH, middle + along)
    return marks, spots, round(middle + deep * PITCH / 2 + 20)


def _under_each_other(shown: Sequence[Sequence[Dot]], size: _Size) -> tuple[list[_Point], dict[Key, _Point], int]:
    marks, spots, top = [], {}, 0
    left = size.total - (size.deep - 0.5) * PITCH - 8
    for dots in shown:
        marks.append((MARK + 3.0, top + MARK + 3.0))
        lines = [dots[at : at + size.deep] for at in range(0, len(dots), size.deep)]
        for row, line in enumerate(lines):
            for column, dot in enumerate(line):
                x = left + (column + (size.deep - len(line)) / 2) * PITCH
                spots[dot.key] = (x, top + MARK + 3.0 + row * PITCH)
        top += max(76, len(lines) * PITCH + 40)
    return marks, spots, top - 20


def _rope(columns: Sequence[Column], marks: Sequence[_Point]) -> Iterator[str]:
    """Solid as far as things have come, dotted beyond."""
    reached = max((n for n, column in enumerate(columns) if column.state in ("done", "now")), default=0)
    for number, (one, other) in enumerate(pairwise(marks)):
        ahead = ' stroke-dasharray="1 7"' if number >= reached else ""
        yield _path(
            f"M{one[0]:.1f} {one[1]:.1f}L{other[0]:.1f} {other[1]:.1f}", "ahead" if ahead else "thread", 3, ahead
        )


def _links(
    links: Collection[tuple[Key, Key]], shown: Sequence[Sequence[Dot]], spots: dict[Key, _Point], size: _Size
) -> Iterator[str]:
    held = {dot.key for dots in shown for dot in dots if dot.held}
    drawn = sorted(
        (one in held and other in held, one, other) for one, other in links if one in spots and other in spots
    )
    for red, one, other in drawn if len(drawn) <= LINES else [line for line in drawn if line[0]][:LINES]:
        (x0, y0), (x1, y1) = spots[one], spots[other]
        half = (y0 + y1) / 2 if size.upright else (x0 + x1) / 2
        bend = (
            f"{x0:.1f} {half:.1f} {x1:.1f} {half:.1f}" if size.upright else f"{half:.1f} {y0:.1f} {half:.1f} {y1:.1f}"
        )
        path = f"M{x0:.1f} {y0:.1f}C{bend} {x1:.1f} {y1:.1f}"
        yield _path(path, "thread" if red else "line", 2 if red else 1, "" if red else ' stroke-opacity="0.7"')


def _stage(column: Column, mark: _Point, size: _Size, lower: int) -> Iterator[str]:
    x, y = mark
    yield _circle(x, y, MARK, column.state, "thread")
    anchor, at = ("start", x + MARK + 10) if size.upright else ("middle", x)
    top = y + 5 if size.upright else y + MARK + 22 + lower
    weight = 400 if column.state == "missing" else 600
    yield (
        f'<a href="{escape(column.url)}" tabindex="-1"><text x="{at:.1f}" y="{top:.1f}" font-size="{TEXT}" text-anchor="{anchor}"'
        f' font-weight="{weight}"{_fill("confirmed")}>{escape(column.label)}</text></a>'
        f'<text x="{at:.1f}" y="{top + 19:.1f}" font-size="{TEXT - 1}" text-anchor="{anchor}"{_fill("quiet")}>{escape(column.says)}</text>'
    )


def _dot(dot: Dot, spot: _Point) -> str:
    shape = _circle(*spot, 7, dot.state, "thread" if dot.held else "quiet")
    if dot.here:
        x, y = spot
        shape += (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="none" stroke="{COLOURS["confirmed"]}" stroke-width="2" class="s-confirmed"/>'
            f'<text x="{x:.1f}" y="{y + 26:.1f}" font-size="{TEXT - 1}" font-weight="600" text-anchor="middle"{_fill("confirmed")}>{escape(_("You are here"))}</text>'
        )
    shape = f"<g>{shape}<title>{escape(dot.label)}</title></g>"
    return f'<a href="{escape(dot.url)}" tabindex="-1">{shape}</a>' if dot.url else shape


def _rest(more: int, dots: Sequence[Dot], spots: dict[Key, _Point], size: _Size) -> str:
    """How many there was no room for, under the last dot."""
    x, y = spots[dots[-1].key]
    return f'<text x="{x:.1f}" y="{y + 24:.1f}" font-size="{TEXT - 1}" text-anchor="middle"{_fill("quiet")}>+ {more}</text>'


def _circle(x: float, y: float, r: float, state: State, hue: str) -> str:
    """Filled: done. Ring with a kernel: now. Dashed: missing or assumed. Crossed: stopped."""
    if state == "done":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}"{_fill(hue)}/>'
    dashes = ' stroke-dasharray="3 3"' if state in ("missing", "assumption") else ""
    line = "ahead" if state == "missing" else "quiet" if state in ("assumption", "stopped") else hue
    ring = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r - 1}" fill="{COLOURS["paper"]}" stroke="{COLOURS[line]}" stroke-width="2"'
        f' class="f-paper s-{line}"{dashes}/>'
    )
    if state == "now":
        return f'{ring}<circle cx="{x:.1f}" cy="{y:.1f}" r="{r / 2.6:.1f}"{_fill(hue)}/>'
    if state == "stopped":
        d = r / 2.6
        cross = f"M{x - d:.1f} {y - d:.1f}L{x + d:.1f} {y + d:.1f}M{x + d:.1f} {y - d:.1f}L{x - d:.1f} {y + d:.1f}"
        return ring + _path(cross, line, 2)
    if state == "assumption":
        return f'{ring}<text x="{x:.1f}" y="{y + r / 2:.1f}" font-size="{r * 1.4:.0f}" font-weight="600" text-anchor="middle"{_fill(line)}>?</text>'
    return ring


def _path(d: str, colour: str, width: int, more: str = "") -> str:
    return f'<path d="{d}" fill="none" stroke="{COLOURS[colour]}" stroke-width="{width}" stroke-linecap="round" class="s-{colour}"{more}/>'


def _fill(colour: str) -> str:
    return f' fill="{COLOURS[colour]}" class="f-{colour}"'
