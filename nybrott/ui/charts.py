"""Pictures of figures, drawn on the server: Vega-Lite to SVG, in a wide and a narrow version.

The three lenses always keep their order, hue and mark (circle, square, triangle). Labels stand at the lines, not in a
legend. Intervals are drawn. A point resting on fewer than `FEW` observations is hollow. Colours become classes, so that
the page's style sheet decides light or dark; there is no style attribute. Every chart is shown with its table
(`nybrott.ui.figures`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, log10
from pathlib import Path
from typing import Any, Literal

import vl_convert

from nybrott.ui import formats
from nybrott.ui.svg import COLOURS, clean

FEW = 20  # below this a share is never shown without its n, and its mark is hollow
SHAPES = {"strict": "circle", "declared": "square", "behavioural": "triangle-up", "confirmed": "circle"}
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
    """The measures of a drawing in pixels: plot, margins, type."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    text: int
    narrow: bool


WIDE = Size(600, 280, 60, 172, 14, 58, 15, False)
NARROW = Size(206, 220, 46, 108, 14, 56, 14, True)


def lines(series: Sequence[Series], *, title: str, description: str, unit: Unit = "share") -> Chart:
    """One line with points per series by year. `title` says what one sees; `description` what is drawn, for those who
    cannot see it."""
    wide, narrow = (_draw(_lines(series, unit, size), title, description) for size in (WIDE, NARROW))
    return Chart(wide, narrow)


def dots(rows: Sequence[Row], *, title: str, description: str) -> Chart:
    """Small numbers as dots, one per thing, each a link; a band per lens, years from left to right."""
    wide, narrow = (_draw(*_dots(rows, size), title, description) for size in (WIDE, NARROW))
    return Chart(wide, narrow)


def scale_top(largest: float, unit: Unit) -> tuple[float, float]:
    """The top of a scale from zero that holds `largest`, and the step between its grid lines (three to five)."""
    if largest <= 0:
        return (0.1, 0.05) if unit == "share" else (2, 1)
    rough = largest / 4
    power = 10 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    if unit == "count":
        step = max(1, ceil(step))
    top = ceil(largest / step - 1e-9) * step
    return (min(top, 1.0), step) if unit == "share" else (top, step)


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
    for index, place in zip(order, placed, strict=True):
        result[index] = place
    return result


def _lines(series: Sequence[Series], unit: Unit, size: Size) -> Spec:
    points = [point for line in series for point in line.points if point.value is not None]
    largest = max((max(point.value or 0, point.high or 0) for point in points), default=0)
    top, step = scale_top(largest, unit)
    years = sorted({point.year for line in series for point in line.points})
    x = _year_axis(years, size)
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {
            "values": [step * i for i in range(round(top / step) + 1)],
            "format": ("~%" if unit == "share" else ",d"),
            "title": None,
        },
    }
    layers: list[Spec] = []
    for place, line in enumerate(series):
        layers += _line_layers(line, (place - (len(series) - 1) / 2) * 0.14, x, y)
    layers += _end_labels(series, unit, size, top, max(years, default=0), x)
    if unit == "share":
        layers.append(_observations(series, years, size, x))
    return _frame(layers, size, size.height)


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
    shape = SHAPES[line.key]
    common = {"size": 95, "shape": shape, "opacity": 1, "strokeWidth": 2}
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


def _end_labels(series: Sequence[Series], unit: Unit, size: Size, top: float, last: int, x: Spec) -> list[Spec]:
    ends = [(line, next((p for p in reversed(line.points) if p.value is not None), None)) for line in series]
    known = [(line, point) for line, point in ends if point is not None]
    height = size.text * (2.6 if size.narrow else 1.5)
    wanted = [size.height * (1 - (point.value or 0) / top) for _, point in known]
    layers: list[Spec] = []
    for (line, point), place in zip(known, spread(wanted, height, 0, size.height), strict=True):
        value = formats.percent(point.value) if unit == "share" else formats.number(point.value)
        text: Any = [line.label, value] if size.narrow else f"{line.label} {value}"
        layers.append(
            {
                "data": {"values": [{"year": last}]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "dx": 18,
                    "dy": -size.text * 0.6 if size.narrow else 0,
                    "lineHeight": size.text * 1.2,
                    "fontSize": size.text,
                    "fontWeight": 600,
                    "fill": COLOURS[line.key],
                    "text": text,
                },
                "encoding": {"x": x, "y": {"value": place}},
            }
        )
    return layers


def _observations(series: Sequence[Series], years: Sequence[int], size: Size, x: Spec) -> Spec:
    """How many each year's shares rest on, under the year."""
    counts = {point.year: point.n for line in series for point in line.points if point.n is not None}
    shown = set(x["axis"]["values"])
    values = [
        {
            "year": year,
            "text": f"n = {formats.number(counts[year])}" if not size.narrow else formats.number(counts[year]),
        }
        for year in years
        if year in counts and year in shown
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "text", "baseline": "top", "fontSize": size.text - 2, "fill": COLOURS["quiet"]},
        "encoding": {"x": x, "y": {"value": size.height + 32}, "text": {"field": "text"}},
    }


def _dots(rows: Sequence[Row], size: Size) -> tuple[Spec, list[str]]:
    years = sorted({dot.year for row in rows for dot in row.dots})
    span = range(years[0], years[-1] + 1) if years else range(0)
    width = size.width + size.right - 30
    across = max(1, int(width / max(len(span), 1) / 15) - 1)
    values: list[Spec] = []
    urls: list[str] = []
    labels: list[Spec] = []
    bottom = 0.0
    for row in rows:
        by_year = {year: [dot for dot in row.dots if dot.year == year] for year in span}
        deep = max([ceil(len(here) / across) for here in by_year.values()] or [1]) or 1
        labels.append({"text": f"{row.label}  {formats.number(len(row.dots))}", "y": bottom, "key": row.key})
        bottom += size.text * 1.9 + deep * 15
        for year, here in by_year.items():
            columns = min(across, len(here))
            for place, dot in enumerate(here):
                shift = (place % across) - (columns - 1) / 2
                x = (year - span[0] + 0.5) * width / len(span) + shift * 15
                values.append({"x": x, "y": bottom - 8 - (place // across) * 15, "key": row.key, "label": dot.label})
                values[-1]["href"] = f"{LINK}{len(urls)}"
                urls.append(dot.url)
        bottom += 14
    ticks = [{"x": (year - span[0] + 0.5) * width / len(span), "text": str(year)} for year in span]
    return _dots_frame(rows, values, labels, ticks, bottom, width, size), urls


def _dots_frame(
    rows: Sequence[Row],
    values: list[Spec],
    labels: list[Spec],
    ticks: list[Spec],
    bottom: float,
    width: float,
    size: Size,
) -> Spec:
    def placed(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "scale": None, "axis": None}

    every = max(1, ceil(size.text * 2.9 * len(ticks) / width))
    layers: list[Spec] = [
        {
            "data": {"values": [value for value in values if value["key"] == row.key]},
            "mark": {"type": "point", "filled": True, "fill": COLOURS[row.key], "shape": SHAPES[row.key], "size": 110,
                     "opacity": 1},
            "encoding": {"x": placed("x"), "y": placed("y"), "href": {"field": "href"}, "description": {"field": "label"}},
        }
        for row in rows
    ]  # fmt: skip
    layers += [
        {
            "data": {"values": [label]},
            "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": size.text, "fontWeight": 600,
                     "fill": COLOURS[label["key"]], "text": label["text"]},
            "encoding": {"x": {"value": 0}, "y": placed("y")},
        }
        for label in labels
    ]  # fmt: skip
    layers.append(
        {
            "data": {"values": ticks[::-1][::every]},
            "mark": {"type": "text", "baseline": "top", "fontSize": size.text, "fill": COLOURS["quiet"]},
            "encoding": {"x": placed("x"), "y": {"value": bottom}, "text": {"field": "text"}},
        }
    )
    edges = Size(round(width), round(bottom), 4, 26, 6, 26, size.text, size.narrow)
    return _frame(layers, edges, round(bottom))


def _year_axis(years: Sequence[int], size: Size) -> Spec:
    room = max(1, int(size.width / (size.text * 3.4)))
    every = max(1, ceil(len(years) / room))
    shown = sorted(years[::-1][::every])
    first, last = (years[0], years[-1]) if years else (0, 1)
    return {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [first - 0.35, last + 0.35], "nice": False, "zero": False},
        "axis": {"values": shown, "format": "d", "title": None, "grid": False, "labelPadding": 8},
    }


def _frame(layers: list[Spec], size: Size, height: int) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": size.width,
        "height": height,
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


def _draw(spec: Spec, *rest: Any) -> str:
    *links, title, description = rest
    locale = {
        "decimal": "." if formats.language() == "en" else ",",
        "thousands": formats.NARROW,
        "grouping": [3],
        "currency": ["", ""],
        "percent": "%" if formats.language() == "en" else f"{formats.NARROW}%",
    }
    addresses = tuple(links[0]) if links else ()
    return _svg(json.dumps(spec, sort_keys=True), json.dumps(locale), title, description, addresses)


@lru_cache(maxsize=256)
def _svg(spec: str, locale: str, title: str, description: str, addresses: tuple[str, ...]) -> str:
    raw = vl_convert.vegalite_to_svg(json.loads(spec), format_locale=json.loads(locale))
    return clean(raw, title=title, description=description, links={f"{LINK}{i}": a for i, a in enumerate(addresses)})
