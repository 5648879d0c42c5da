"""A picture of how things hang together: boxes with words, and between them lines that say what they mean.

Drawn on the server in two versions, like the charts. Wide: columns from left to right, what leads to something before it; what is
the same stands together. Narrow: one box under the other with arcs at their left. A line is known by its word, or where there is
no room by its sign (`SIGNS`, which the page explains), never by colour. Each box is a link with its whole name; the list beside the picture says the same for everybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Literal

from nybrott.ui.charts import Chart
from nybrott.ui.svg import COLOURS

LETTER = 0.55  # the usual width of a letter, of its height
TEXT, NOTE, LINE = 15, 13, 20
ROW = 26  # pixels between two boxes in a column
MOST_COLUMNS = 4

State = Literal["done", "now", "assumption", "stopped"]
_At = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """One thing: a whole name, a quiet line under it (where it is, how far it has come), and where it leads. `here`: the one
    the page is about."""

    key: int
    label: str
    note: str = ""
    url: str = ""
    state: State = "now"
    here: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line from one box to another. `kind` gives its look: same (double, no direction), part (dashed), causes (solid); people
    are joined without a head or a word: pair (solid), asked (dashed)."""

    kind: Literal["same", "part", "causes", "pair", "asked"]
    one: int
    other: int


SIGNS = {"same": "=", "part": "⊂", "causes": "→"}


def graph(
    boxes: Sequence[Box], lines: Sequence[Line], words: Mapping[str, str], *, title: str, description: str
) -> Chart:
    """The picture. `words`: kind of line → its word, none for those that join people; lines whose ends are not among the boxes
    are left out."""
    known = {box.key for box in boxes}
    drawn = [line for line in lines if {line.one, line.other} <= known]
    columns = _columns([box.key for box in boxes], drawn)
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    return Chart(_wide(boxes, drawn, columns, words, name), _narrow(boxes, drawn, columns, name))


# -- where things stand ------------------------------------------------------------------------------------------


def _columns(keys: Sequence[int], lines: Sequence[Line]) -> list[list[int]]:
    """The boxes in columns: what leads to something stands left of it, what is the same stands together."""
    top = {key: key for key in keys}

    def group(key: int) -> int:
        while top[key] != key:
            key = top[key]
        return key

    for line in lines:
        if line.kind == "same":
            one, other = sorted((group(line.one), group(line.other)))
            top[other] = one
    steps = [(group(line.one), group(line.other)) for line in lines if line.kind != "same"]
    ranks = _ranks(sorted({group(key) for key in keys}), steps)
    columns: list[list[int]] = [[] for _ in range(max(ranks.values(), default=0) + 1)]
    tied = {key for line in lines for key in (line.one, line.other)}
    for key in sorted(keys, key=lambda key: (key not in tied, group(key), key)):
        columns[ranks[group(key)]].append(key)
    return _in_order(columns, lines, {key: group(key) for key in keys})


def _ranks(groups: Sequence[int], steps: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The column of each group: one after all that lead to it; a step that closes a ring is not counted."""
    ahead: dict[int, list[int]] = {one: [] for one in groups}
    for one, other in dict.fromkeys(steps):
        if one != other and not _reaches(ahead, other, one):
            ahead[one].append(other)
    rank = dict.fromkeys(groups, 0)
    for _round in groups:
        for one in groups:
            for other in ahead[one]:
                rank[other] = max(rank[other], min(rank[one] + 1, MOST_COLUMNS - 1))
    return rank


def _reaches(ahead: Mapping[int, Sequence[int]], start: int, end: int) -> bool:
    seen, left = {start}, [start]
    while left:
        for there in ahead[left.pop()]:
            if there not in seen:
                seen.add(there)
                left.append(there)
    return end in seen


def _in_order(columns: list[list[int]], lines: Sequence[Line], group: Mapping[int, int]) -> list[list[int]]:
    """Each column in the order of what it is tied to in the one before, so that lines cross little; groups stay together."""
    for before, column in pairwise(columns):
        place = {key: float(row) for row, key in enumerate(before)}
        pull: dict[int, list[float]] = {}
        for line in lines:
            for here, there in ((line.one, line.other), (line.other, line.one)):
                if here in column and there in place:
                    pull.setdefault(group[here], []).append(place[there])
        middle = {key: sum(found) / len(found) for key, found in pull.items()}
        column.sort(key=lambda key: (middle.get(group[key], 1e6), group[key], key))
    return columns


# -- drawing -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box where it stands."""

    box: Box
    x: float
    y: float
    width: float
    words: tuple[str, ...]

    @property
    def height(self) -> float:
        return len(self.words) * LINE + (NOTE + 6 if self.box.note else 0) + 18

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def _wrapped(label: str, width: float, most: int = 3) -> tuple[str, ...]:
    room = max(8, int((width - 24) / (TEXT * LETTER)))
    made: list[str] = []
    for word in label.split():
        cut = word if len(word) <= room else f"{word[: room - 1]}…"
        if made and len(made[-1]) + 1 + len(cut) <= room:
            made[-1] += f" {cut}"
        else:
            made.append(cut)
    if len(made) > most:
        made = [*made[: most - 1], f"{made[most - 1][: room - 1].rstrip()}…"]
    return tuple(made or ["–"])


def _stacked(boxes: Sequence[Box], x: float, width: float, row: float) -> Iterator[_Placed]:
    y = 2.0
    for box in boxes:
        placed = _Placed(box, x, y, width, _wrapped(box.label, width))
        yield placed
        y += placed.height + row


def _wide(
    boxes: Sequence[Box], lines: Sequence[Line], columns: Sequence[Sequence[int]], words: Mapping[str, str], name: str
) -> str:
    total, by_key = 832, {box.key: box for box in boxes}
    count = len(columns)
    width = {1: 420.0, 2: 260.0, 3: 220.0}.get(count, 160.0)
    right = 150 if count < 3 else 50  # for the arcs of the last column, and their words
    gap = (total - right - count * width) / (count - 1) if count > 1 else 0
    said = words if count < 3 else SIGNS
    stacks = [
        list(_stacked([by_key[key] for key in column], 2 + at * (width + gap), width, ROW))
        for at, column in enumerate(columns)
    ]
    height = max((placed.y + placed.height for stack in stacks for placed in stack), default=0) + 4
    placed: dict[int, tuple[int, int, _Placed]] = {}
    for at, stack in enumerate(stacks):
        down = (height - 4 - (stack[-1].y + stack[-1].height if stack else 0)) / 2
        for row, one in enumerate(stack):
            moved = _Placed(one.box, one.x, round(one.y + down, 1), one.width, one.words)
            placed[one.box.key] = (at, row, moved)
    inside = [*_wide_lines(lines, placed, said), *(_box(one) for _at, _row, one in placed.values())]
    return _svg(total, height, name, inside)


def _wide_lines(
    lines: Sequence[Line], placed: Mapping[int, tuple[int, int, _Placed]], words: Mapping[str, str]
) -> Iterator[str]:
    said: list[str] = []
    for number, line in enumerate(lines):
        (at, row, one), (there, below, other) = placed[line.one], placed[line.other]
        share = (0.5, 0.36, 0.64)[number % 3]
        if at == there:  # both in one column: down the side, or straight between neighbours
            x = one.x + one.width
            bulge = 26.0 + 16 * abs(row - below)
            start, end = (x, one.middle), (x, other.middle)
            path = f"M{_p(start)}C{_p((x + bulge, start[1]))} {_p((x + bulge, end[1]))} {_p(end)}"
            where = (x + bulge * 0.75, (start[1] + end[1]) / 2)
            yield from _stroke(line, path, end, -1)
            said.append(_word(words.get(line.kind, ""), where, "start"))
            continue
        forward = at < there
        start = (one.x + one.width if forward else one.x, one.middle)
        end = (other.x if forward else other.x + other.width, other.middle)
        half = (end[0] - start[0]) / 2
        path = f"M{_p(start)}C{_p((start[0] + half, start[1]))} {_p((end[0] - half, end[1]))} {_p(end)}"
        yield from _stroke(line, path, end, 1 if forward else -1)
        said.append(_word(words.get(line.kind, ""), _on_curve(start, end, half, share), "middle"))
    yield from said  # words lie over every line


def _on_curve(start: _At, end: _At, half: float, share: float) -> _At:
    a, b, c, d = start, (start[0] + half, start[1]), (end[0] - half, end[1]), end
    left = 1 - share
    weights = (left**3, 3 * left * left * share, 3 * left * share * share, share**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
    return x, y


def _narrow(boxes: Sequence[Box], lines: Sequence[Line], columns: Sequence[Sequence[int]], name: str) -> str:
    total, left = 360, 74.0
    by_key = {box.key: box for box in boxes}
    order = [by_key[key] for column in columns for key in column]
    placed = {one.box.key: one for one in _stacked(order, left, total - left - 2, 14)}
    height = max((one.y + one.height for one in placed.values()), default=0) + 4
    row = {box.key: number for number, box in enumerate(order)}
    inside: list[str] = []
    signs: list[str] = []
    used: dict[int, int] = {}
    for lane, line in enumerate(sorted(lines, key=lambda line: abs(row[line.one] - row[line.other]))):
        one, other = placed[line.one], placed[line.other]
        bulge = 26.0 + 14 * (lane % 4)
        shift = [used.get(key, 0) for key in (line.one, line.other)]
        for key in (line.one, line.other):
            used[key] = used.get(key, 0) + 1
        start, end = (left, _beside(one, shift[0])), (left, _beside(other, shift[1]))
        inside += _stroke(
            line,
            f"M{_p(start)}C{_p((left - bulge * 1.3, start[1]))} {_p((left - bulge * 1.3, end[1]))} {_p(end)}",
            end,
            1,
        )
        signs.append(_word(SIGNS.get(line.kind, ""), (left - bulge * 0.98, (start[1] + end[1]) / 2), "middle"))
    return _svg(total, height, name, [*inside, *signs, *(_box(one) for one in placed.values())])


def _beside(one: _Placed, taken: int) -> float:
    """Where the next line meets the side of a box: in the middle, then above and below it."""
    step = (taken + 1) // 2 * 11 * (1 if taken % 2 else -1)
    return one.middle + max(-one.height / 2 + 8, min(one.height / 2 - 8, step))


def _stroke(line: Line, path: str, end: _At, direction: int) -> Iterator[str]:
    if line.kind == "same":
        yield f'<path d="{path}" fill="none" stroke-width="5"{_paint("stroke", "line", "s-line")}/>'
        yield f'<path d="{path}" fill="none" stroke-width="2"{_paint("stroke", "paper", "s-paper")}/>'
        return
    dashes = ' stroke-dasharray="5 4"' if line.kind in ("part", "asked") else ""
    yield f'<path d="{path}" fill="none" stroke-width="2"{dashes}{_paint("stroke", "line", "s-line")}/>'
    if line.kind in ("pair", "asked"):
        return
    x, y = end
    head = f"M{x:.1f},{y:.1f}l{-9 * direction},-5v10Z"
    fill = "paper" if line.kind == "part" else "line"
    yield f'<path d="{head}" stroke-width="2"{_paint("fill", fill)}{_paint("stroke", "line", f"f-{fill} s-line")}/>'


def _box(one: _Placed) -> str:
    box = one.box
    dashes = (
        ' stroke-dasharray="6 4"'
        if box.state == "assumption"
        else ' stroke-dasharray="2 4"'
        if box.state == "stopped"
        else ""
    )
    edge = "confirmed" if box.here or box.state == "done" else "line"
    inside = [
        f'<rect x="{one.x:.1f}" y="{one.y:.1f}" width="{one.width:.1f}" height="{one.height:.1f}" rx="4" stroke-width="{4 if box.here else 2}"'
        f"{dashes}{_paint('fill', 'paper')}{_paint('stroke', edge, f'f-paper s-{edge}')}/>"
    ]  # fmt: skip
    colour = "quiet" if box.state == "stopped" else "confirmed"
    for number, words in enumerate(one.words):
        inside.append(_text((one.x + 12, one.y + 22 + number * LINE), words, TEXT, colour, 600 if box.here else 400))
    if box.note:
        room = max(8, int((one.width - 24) / (NOTE * LETTER)))
        note = box.note if len(box.note) <= room else f"{box.note[: room - 1].rstrip()}…"
        inside.append(_text((one.x + 12, one.y + 22 + len(one.words) * LINE), note, NOTE, "quiet", 400))
    name = escape(f"{box.label}. {box.note}".rstrip(". "))
    drawn = "".join(inside)
    # what is drawn is cut and wrapped: the link's title says it whole, to those who point at it too
    return (
        f'<a href="{escape(box.url)}"><title>{name}</title><g aria-hidden="true">{drawn}</g></a>'
        if box.url
        else f"<g>{drawn}</g>"
    )


def _word(word: str, at: _At, anchor: str) -> str:
    """A line's word, on a ground of its own so that the line does not run through it."""
    if not word:
        return ""
    half = len(word) * NOTE * LETTER / 2 + 4
    x = at[0] + half if anchor == "start" else at[0]
    ground = (
        f'<rect x="{x - half:.1f}" y="{at[1] - 9:.1f}" width="{2 * half:.1f}" height="18" rx="3"'
        f"{_paint('fill', 'paper', 'f-paper')}/>"
    )
    text = (
        f'<text x="{x:.1f}" y="{at[1] + 4.5:.1f}" font-size="{NOTE}" text-anchor="middle"'
        f"{_paint('fill', 'confirmed', 'f-confirmed')}>{escape(word)}</text>"
    )
    return ground + text


def _text(at: _At, text: str, size: int, colour: str, weight: int) -> str:
    return (
        f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size}" font-weight="{weight}"'
        f"{_paint('fill', colour, f'f-{colour}')}>{escape(text)}</text>"
    )


def _p(at: _At) -> str:
    return f"{at[0]:.1f},{at[1]:.1f}"


def _svg(width: int, height: float, name: str, inside: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" width="{width}" height="{height:.0f}"'
        f' role="group" aria-label="{name}">{"".join(inside)}</svg>'
    )


def _paint(what: str, colour: str, classes: str = "") -> str:
    return f' {what}="{COLOURS[colour]}"' + (f' class="{classes}"' if classes else "")
