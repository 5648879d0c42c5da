"""Pictures of figures, drawn on the server: Vega-Lite to SVG, in a wide and a narrow version.

The three lenses always keep their order, hue and mark (circle, square, triangle). Labels stand at the lines, not in a
legend. Intervals are drawn. A point resting on fewer than `FEW` observations is hollow. Colours become classes, so that
the page's style sheet decides light or dark; there is no style attribute. Every chart is shown with its table
(`nybrott.ui.figures`).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, floor, log10
from pathlib import Path
from typing import Any, Literal

import vl_convert

from nybrott.ui import formats
from nybrott.ui.svg import COLOURS, clean

PITCH = 24  # pixels between dots: wide enough for a finger
FEW = 20  # below this a share is never shown without its n, and its mark is hollow
SHAPES = {
    "strict": "circle",
    "declared": "square",
    "behavioural": "triangle-up",
    "confirmed": "circle",
    "quiet": "square",
}
SIZES = {"strict": 130, "declared": 125, "behavioural": 150, "confirmed": 130, "quiet": 70}  # areas that look alike
FONTS = Path(__file__).resolve().parent / "static" / "ui" / "vendor" / "inter"
LINK = "https://link.invalid/"  # stands in the drawing for an address, which may be a path

Unit = Literal["share", "count"]
Spec = dict[str, Any]

vl_convert.register_font_directory(str(FONTS))


@dataclass(frozen=True, slots=True)
class Point:
    """One year's value: a share from 0 to 1 or a count; None where there is none. `low` and `high` are the ends of
    its interval; `n` is how many observations a share rests on."""

    year: int
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One line: `key` is a lens (strict, declared, behavioural) or "confirmed"; `label` is its name on the page."""

    key: str
    label: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing counted: its year, what it is, and where it leads."""

    year: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One lens in a chart of dots."""

    key: str
    label: str
    dots: Sequence[Dot]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture in two widths, as SVG markup; the style sheet shows the one that fits."""

    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of a drawing in pixels: its whole width, the height of the plot, margins, size of type."""

    total: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    text: int
    narrow: bool

    @property
    def width(self) -> int:
        """The width of the plot."""
        return self.total - self.left - self.right


WIDE = Size(832, 280, 60, 0, 14, 38, 15, False)
NARROW = Size(360, 220, 46, 0, 14, 38, 14, True)


def lines(
    series: Sequence[Series],
    *,
    title: str,
    description: str,
    unit: Unit = "share",
    names: Mapping[int, str] | None = None,
) -> Chart:
    """One line with points per series by year. `title` says what one sees; `description` what is drawn, for those who
    cannot see it. `names`: what stands under the line instead of years, when the points are of other times (quarters,
    numbered one after the other, or days by their numbers): where the axis has its marks, from end to end."""
    wide, narrow = (_draw(_lines(series, unit, size, names or {}), (), title, description) for size in (WIDE, NARROW))
    return Chart(wide, narrow)


def dots(rows: Sequence[Row], *, title: str, description: str) -> Chart:
    """Small numbers as dots, one per thing, each a link; a band per lens, years from left to right."""
    wide, narrow = (_draw(*_dots(rows, size), title, description) for size in (WIDE, NARROW))
    return Chart(wide, narrow)


def scale_top(largest: float, unit: Unit) -> tuple[float, float]:
    """The top of a scale from zero that holds `largest`, and the step between its grid lines (three to five)."""
    if largest < 1e-6:
        return (0.1, 0.05) if unit == "share" else (2, 1)
    rough = largest / 4
    power = 10 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    if unit == "count":
        step = max(1, ceil(step))
    top = ceil(largest / step - 1e-9) * step
    # a share of something else than the whole may pass one; all others stop there
    return (min(top, 1.0) if largest <= 1 else top, step) if unit == "share" else (top, step)


def spread(wanted: Sequence[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Places as near the wanted ones as can be, in the same order, at least `gap` apart, inside the bounds as far as
    they have room."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed: list[float] = []
    for index in order:
        placed.append(max(wanted[index], placed[-1] + gap if placed else lowest))
    ceiling = highest
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = min(placed[place], ceiling)
        ceiling = placed[place] - gap
    result = [0.0] * len(wanted)
    for index, height in zip(order, placed, strict=True):
        result[index] = height
    return result


def _counted(value: float | None) -> str:
    """A count as it is; a mean of counts with one decimal."""
    return formats.number(value, 0 if value is None or value == int(value) else 1)


def _lines(series: Sequence[Series], unit: Unit, size: Size, names: Mapping[int, str]) -> Spec:
    def text(point: Point) -> str:
        return formats.percent(point.value) if unit == "share" else _counted(point.value)

    points = [point for line in series for point in line.points if point.value is not None]
    top, step = scale_top(max((max(point.value or 0, point.high or 0) for point in points), default=0), unit)
    ends = [(line, point) for line in series if (point := last(line)) is not None]
    size = _room_for(ends, text, size, unit)
    x = _year_axis(sorted(names) or sorted({point.year for line in series for point in line.points}), size, names)
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {
            "values": [step * i for i in range(round(top / step) + 1)],
            "format": "~%" if unit == "share" else ",d",
            "title": None,
        },
    }
    layers: list[Spec] = []
    for place, line in enumerate(series):
        layers += _line_layers(line, (place - (len(series) - 1) / 2) * 0.1, x, y)
    layers += _end_labels(ends, text, size, top)
    if unit == "share":
        layers.append(_observations(points, size, x))
    return _frame(layers, size)


def last(line: Series) -> Point | None:
    """The last point of a line that has a value."""
    return next((point for point in reversed(line.points) if point.value is not None), None)


def _room_for(ends: Sequence[tuple[Series, Point]], text: Callable[[Point], str], size: Size, unit: Unit) -> Size:
    """The measures with room for the names beside the lines, and for the n of shares under the years."""
    letters = [
        max(len(line.label), len(text(point))) if size.narrow else len(line.label) + 1 + len(text(point))
        for line, point in ends
    ]
    right = round(max(letters, default=0) * size.text * 0.6 + 10)
    return replace(size, right=right, bottom=size.bottom + (20 if unit == "share" else 0))


def _line_layers(line: Series, aside: float, x: Spec, y: Spec) -> list[Spec]:
    colour = COLOURS[line.key]
    apart = aside if any(point.low is not None for point in line.points) else 0
    values = [
        {
            "year": point.year + apart,
            "value": point.value,
            "low": point.low,
            "high": point.high,
            "few": point.n is not None and point.n < FEW,
        }
        for point in line.points
        if point.value is not None
    ]
    common = {"size": SIZES[line.key], "shape": SHAPES[line.key], "opacity": 1, "strokeWidth": 2}
    place = {"x": x, "y": y}
    return [
        {
            "data": {"values": [value for value in values if value["low"] is not None]},
            "mark": {"type": "rule", "stroke": colour, "strokeWidth": 2, "opacity": 0.6},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": values},
            "mark": {"type": "line", "stroke": colour, "strokeWidth": 2.5, "strokeJoin": "round"},
            "encoding": place,
        },
        {
            "data": {"values": [value for value in values if not value["few"]]},
            "mark": {"type": "point", "filled": True, "fill": colour, "stroke": COLOURS["paper"], **common},
            "encoding": place,
        },
        {
            "data": {"values": [value for value in values if value["few"]]},
            "mark": {"type": "point", "fill": COLOURS["paper"], "stroke": colour, **common},
            "encoding": place,
        },
    ]


def _end_labels(
    known: Sequence[tuple[Series, Point]], text: Callable[[Point], str], size: Size, top: float
) -> list[Spec]:
    """The name and last value of each line, beside its end, pushed apart where lines end close together."""
    height = size.text * (2.6 if size.narrow else 1.5)
    wanted = [size.height * (1 - (point.value or 0) / top) for _, point in known]
    places = spread(wanted, height, 0, size.height)
    return [
        {
            "data": {"values": [{}]},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "dy": -size.text * 0.6 if size.narrow else 0,
                "lineHeight": size.text * 1.2,
                "fontSize": size.text,
                "fontWeight": 600,
                "fill": COLOURS[line.key],
                "text": [line.label, text(point)] if size.narrow else f"{line.label} {text(point)}",
            },
            "encoding": {"x": {"value": size.width + 6}, "y": {"value": place}},
        }
        for (line, point), place in zip(known, places, strict=True)
    ]


def _observations(points: Sequence[Point], size: Size, x: Spec) -> Spec:
    """How many each year's shares rest on, under the year."""
    counts = {point.year: point.n for point in points if point.n is not None and point.year in x["axis"]["values"]}
    before = "" if size.narrow else "n = "
    values = [{"year": year, "text": f"{before}{formats.number(n)}"} for year, n in sorted(counts.items())]
    return {
        "data": {"values": values},
        "mark": {"type": "text", "baseline": "top", "fontSize": size.text - 2, "fill": COLOURS["quiet"]},
        "encoding": {"x": x, "y": {"value": size.height + 32}, "text": {"field": "text"}},
    }


@dataclass(frozen=True, slots=True)
class Band:
    """One lens in a chart of dots: where its name stands, where its dots stand on, and the dots' places."""

    row: Row
    top: float
    bottom: float
    places: tuple[tuple[float, float, Dot], ...]


def bands(rows: Sequence[Row], years: Sequence[int], width: float, text: int) -> list[Band]:
    """Lay out dots: a band per row, a column per year, dots side by side and then upwards, `PITCH` pixels apart."""
    cell = width / max(len(years), 1)
    across = max(1, int(cell / PITCH - 0.5))
    made: list[Band] = []
    top = 0.0
    for row in rows:
        here = {year: [dot for dot in row.dots if dot.year == year] for year in years}
        deep = max((ceil(len(dots) / across) for dots in here.values()), default=0)
        bottom = top + text * 1.7 + max(deep, 1) * PITCH
        places = [
            (
                (column + 0.5) * cell + (place % across - (min(across, len(dots)) - 1) / 2) * PITCH,
                bottom - (place // across + 0.5) * PITCH,
                dot,
            )
            for column, dots in enumerate(here.values())
            for place, dot in enumerate(dots)
        ]
        made.append(Band(row, top, bottom, tuple(places)))
        top = bottom + PITCH
    return made


def _dots(rows: Sequence[Row], size: Size) -> tuple[Spec, list[str]]:
    held = sorted({dot.year for row in rows for dot in row.dots})
    years = range(held[0], held[-1] + 1) if held else range(0)
    width = size.total - 10
    laid = bands(rows, years, width, size.text)
    urls: list[str] = []
    layers: list[Spec] = []
    for band in laid:
        layers += _band_layers(band, width, size.text, len(urls))
        urls += [dot.url for _, _, dot in band.places]
    bottom = laid[-1].bottom if laid else 0
    every = max(1, ceil(size.text * 2.9 * len(years) / width))
    ticks = [{"x": (place + 0.5) * width / len(years), "text": str(year)} for place, year in enumerate(years)]
    layers.append(
        {
            "data": {"values": ticks[::-1][::every]},
            "mark": {"type": "text", "baseline": "top", "fontSize": size.text, "fill": COLOURS["quiet"]},
            "encoding": {"x": _pixels("x"), "y": {"value": bottom + 10}, "text": {"field": "text"}},
        }
    )
    edges = replace(size, height=round(bottom), left=5, right=5, top=4, bottom=size.text + 16)
    return _frame(layers, edges), urls


def _pixels(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _band_layers(band: Band, width: float, text: int, first: int) -> list[Spec]:
    colour = COLOURS[band.row.key]
    values = [
        {"x": x, "y": y, "label": dot.label, "href": f"{LINK}{first + place}"}
        for place, (x, y, dot) in enumerate(band.places)
    ]
    name = f"{band.row.label}  {formats.number(len(band.places))}"
    mark = {"type": "point", "filled": True, "fill": colour, "opacity": 1, "shape": SHAPES[band.row.key], "size": 170}
    label = {"type": "text", "align": "left", "baseline": "top", "fontSize": text, "fontWeight": 600, "fill": colour}
    return [
        {
            "data": {"values": [{"x": 0, "x2": width}]},
            "mark": {"type": "rule", "stroke": COLOURS["grid"]},
            "encoding": {"x": _pixels("x"), "x2": {"field": "x2"}, "y": {"value": band.bottom}},
        },
        {
            "data": {"values": values},
            "mark": mark,
            "encoding": {
                "x": _pixels("x"),
                "y": _pixels("y"),
                "href": {"field": "href"},
                "description": {"field": "label"},
            },
        },
        {
            "data": {"values": [{}]},
            "mark": {**label, "text": name},
            "encoding": {"x": {"value": 0}, "y": {"value": band.top}},
        },
    ]


def _year_axis(years: Sequence[int], size: Size, names: Mapping[int, str]) -> Spec:
    letters = max((len(name) for name in names.values()), default=4)
    room = max(1, int(size.width / (size.text * (letters * 0.6 + 1))))
    every = max(1, ceil(len(years) / room))
    shown = sorted(years[::-1][::every])
    first, last = (years[0], years[-1]) if years else (0, 1)
    # the name of each, looked up by the drawing
    named = (
        {"labelExpr": f"({json.dumps({str(place): name for place, name in names.items()})})[datum.value]"}
        if names
        else {}
    )
    return {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [first - 0.35, last + 0.35], "nice": False, "zero": False},
        "axis": {"values": shown, "format": "d", "title": None, "grid": False, "labelPadding": 8, **named},
    }


def _frame(layers: list[Spec], size: Size) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": size.width,
        "height": size.height,
        "autosize": {"type": "none"},
        "padding": {"left": size.left, "right": size.right, "top": size.top, "bottom": size.bottom},
        "layer": layers,
        "config": {
            "background": None,
            "font": "Inter",
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": size.text,
                "labelColor": COLOURS["quiet"],
                "labelOverlap": False,
                "gridColor": COLOURS["grid"],
                "domain": False,
                "ticks": False,
                "labelPadding": 10,
            },
            "axisX": {"domain": True, "domainColor": COLOURS["line"]},
        },
    }


def _draw(spec: Spec, links: Sequence[str], title: str, description: str) -> str:
    locale = {
        "decimal": "." if formats.language() == "en" else ",",
        "thousands": formats.NARROW,
        "grouping": [3],
        "currency": ["", ""],
        "percent": "%" if formats.language() == "en" else f"{formats.NARROW}%",
    }
    return _svg(json.dumps(spec, sort_keys=True), json.dumps(locale), title, description, tuple(links))


@lru_cache(maxsize=256)
def _svg(spec: str, locale: str, title: str, description: str, addresses: tuple[str, ...]) -> str:
    raw = vl_convert.vegalite_to_svg(json.loads(spec), format_locale=json.loads(locale))
    return clean(raw, title=title, description=description, links={f"{LINK}{i}": a for i, a in enumerate(addresses)})
