"""Pictures with intervals, drawn on the server in a wide and a narrow version, like the other charts.

An interval is a line with a dot at what was found and, across it, a dashed line at what would mean no difference. A series has its
counts, the line that fits them, and the earlier line gone on as if nothing had begun. Everything is said beside it in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, inf, isfinite, log10

from nybrott.ui.charts import Chart
from nybrott.ui.formats import number
from nybrott.ui.svg import COLOURS

SIDE = 12  # pixels kept free at both ends


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison found: `estimate` between `low` and `high` (either may be infinite), `nothing` what would mean no difference,
    and the limits of what can be. `says`: the words of the estimate, its ends and of no difference."""

    estimate: float
    low: float
    high: float
    nothing: float
    says: tuple[str, str, str, str]
    least: float = -inf
    most: float = inf
    is_ratio: bool = False


@dataclass(frozen=True, slots=True)
class _Size:
    total: int
    text: int


WIDE, NARROW = _Size(720, 15), _Size(340, 14)


def interval(found: Found, *, title: str, description: str) -> Chart:
    """One comparison with its interval."""
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    return Chart(*(_frame(size, 96, name, _interval(found, size)) for size in (WIDE, NARROW)))


def course(
    values: Sequence[float], fitted: Sequence[float], without: Sequence[float], start: int, *,
    ends: tuple[str, str], begins: str, title: str, description: str,
) -> Chart:  # fmt: skip
    """A series with the start of the programme. `ends`: words for its first and last period; `begins` for the start."""
    name = escape(f"{title.rstrip('.')}. {description}".strip())
    lines = (values, fitted, without)
    return Chart(*(_frame(size, 240, name, _course(lines, start, ends, begins, size)) for size in (WIDE, NARROW)))


def _frame(size: _Size, height: int, name: str, inside: Iterator[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.total} {height}" width="{size.total}" height="{height}"'
        f' role="img" aria-label="{name}">{"".join(inside)}</svg>'
    )


def _interval(found: Found, size: _Size) -> Iterator[str]:
    scale = log10 if found.is_ratio else float
    ends = [
        value
        for value in (found.low, found.high, found.estimate)
        if isfinite(value) and (value > 0 or not found.is_ratio)
    ]
    known = [*ends, found.nothing]
    low, high = min(map(scale, known)), max(map(scale, known))
    reach = (high - low) or 1.0
    bottom = (
        max(low - reach * 0.12, scale(found.least))
        if isfinite(found.least) and not found.is_ratio
        else low - reach * 0.12
    )
    top = (
        min(high + reach * 0.12, scale(found.most))
        if isfinite(found.most) and not found.is_ratio
        else high + reach * 0.12
    )

    def at(value: float) -> float:
        if not isfinite(value) or (found.is_ratio and value <= 0):
            return size.total - SIDE if value > 0 else SIDE
        return SIDE + (size.total - 2 * SIDE) * (scale(value) - bottom) / ((top - bottom) or 1.0)

    line, middle = 46, at(found.nothing)
    said, from_, to, none = found.says
    yield _path(f"M{SIDE},{line}H{size.total - SIDE}", "grid", 2)
    yield _path(f"M{middle:.1f},{line - 20}V{line + 18}", "line", 2, dashed=True)
    yield _path(f"M{at(found.low):.1f},{line}H{at(found.high):.1f}", "strict", 4)
    for end, way in ((found.low, -1), (found.high, 1)):
        x = at(end)
        open_end = not isfinite(end) or (found.is_ratio and end <= 0)
        yield _path(f"M{x - 7 * way:.1f},{line - 6}L{x:.1f},{line}L{x - 7 * way:.1f},{line + 6}" if open_end else f"M{x:.1f},{line - 7}V{line + 7}", "strict", 3)  # fmt: skip
    x = at(found.estimate)
    yield f'<circle cx="{x:.1f}" cy="{line}" r="7" fill="{COLOURS["strict"]}" stroke="{COLOURS["paper"]}" stroke-width="2" class="f-strict s-paper"/>'
    yield _text(x, line - 26, said, size, "confirmed", weight=600)
    yield _text(middle, line + 38, none, size, "quiet")
    room = size.text * 0.56 * (len(none) / 2 + 2)
    for value, words in ((at(found.low), from_), (at(found.high), to)):
        if words and abs(value - middle) > room + len(words) * size.text * 0.28:
            yield _text(value, line + 38, words, size, "quiet")


def _course(
    lines: tuple[Sequence[float], ...], start: int, ends: tuple[str, str], begins: str, size: _Size
) -> Iterator[str]:
    values, fitted, without = lines
    most = max([*values, *fitted, *without, 0.0])
    least = min([*values, *fitted, *without, 0.0])
    step = _step((most - least) or 1.0)
    top, base, left = 30, 200, 44
    ceiling = step * -(-most // step) or step

    def x(place: float) -> float:
        return left + (size.total - left - SIDE) * place / max(len(values) - 1, 1)

    def y(value: float) -> float:
        return base - (base - top) * (value - least) / ((ceiling - least) or 1.0)

    mark = 0.0
    while mark <= ceiling + step / 2:
        yield _path(f"M{left},{y(mark):.1f}H{size.total - SIDE}", "grid", 1)
        yield _text(left - 8, y(mark) + 5, number(mark, 2), size, "quiet", anchor="end")
        mark += step
    if 0 < start < len(values):
        yield _path(f"M{x(start - 0.5):.1f},{top - 8}V{base}", "confirmed", 2, dashed=True)
        late = x(start - 0.5) + 8 + len(begins) * size.text * 0.56 > size.total  # else it would stand outside
        yield _text(
            x(start - 0.5) + (-8 if late else 8), top - 12, begins, size, "confirmed", anchor="end" if late else "start"
        )
    if fitted:
        for first, last in ((0, start), (start, len(values))):
            yield _path(_way([(x(at), y(fitted[at])) for at in range(first, last)]), "strict", 3)
        yield _path(_way([(x(at), y(without[at])) for at in range(start, len(values))]), "declared", 3, dashed=True)
    for at, value in enumerate(values):
        yield f'<circle cx="{x(at):.1f}" cy="{y(value):.1f}" r="4" fill="{COLOURS["confirmed"]}" class="f-confirmed"/>'
    yield _text(left, base + 26, ends[0], size, "quiet", anchor="start")
    yield _text(size.total - SIDE, base + 26, ends[1], size, "quiet", anchor="end")


def _step(reach: float) -> float:
    """A round step that cuts a reach into two to five."""
    unit = 10.0 ** floor(log10(reach))
    return next(unit * times for times in (0.2, 0.5, 1, 2, 5) if reach / (unit * times) <= 5)


def _way(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) if points else "M0,0"


def _path(line: str, colour: str, width: int, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return f'<path d="{line}" fill="none" stroke="{COLOURS[colour]}" stroke-width="{width}" class="s-{colour}"{dash}/>'


def _text(x: float, y: float, text: str, size: _Size, colour: str, *, anchor: str = "middle", weight: int = 400) -> str:
    """Text that stays inside the drawing: near an end it stands towards the middle."""
    half = len(text) * size.text * 0.29
    if anchor == "middle":
        x = min(max(x, half + 2), size.total - half - 2)
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size.text}" text-anchor="{anchor}" font-weight="{weight}"'
        f' fill="{COLOURS[colour]}" class="f-{colour}">{escape(text)}</text>'
    )
