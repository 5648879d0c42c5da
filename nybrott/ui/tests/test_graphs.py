"""A graph and a trend as pictures: everything stands where it should, is named, and nothing runs."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nybrott.ui.graphs import MOST_COLUMNS, Box, Line, _columns, graph
from nybrott.ui.trends import Bar, bars, spark

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"same": "is the same as", "part": "is a part of", "causes": "causes"}


def drawn(boxes: list[Box], lines: list[Line]) -> tuple[etree._Element, etree._Element]:
    chart = graph(boxes, lines, WORDS, title="What one sees.", description="What is drawn.")
    return etree.fromstring(chart.wide), etree.fromstring(chart.narrow)


def texts(root: etree._Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def box(key: int, label: str = "", **more: object) -> Box:
    return Box(key, label or f"Box {key}", **more)  # type: ignore[arg-type]


def test_every_box_is_a_link_with_its_whole_name() -> None:
    long = "Those who live alone and have to get up at night: find the way and keep the balance without having to think"
    for root in drawn([box(1, long, note="Home care", url="/1/"), box(2, url="/2/")], [Line("same", 1, 2)]):
        assert [(link.get("href"), link.findtext(f"{SVG}title")) for link in root.iter(f"{SVG}a")] == [
            ("/1/", f"{long}. Home care"), ("/2/", "Box 2"),
        ]  # fmt: skip
        assert (root.get("role"), root.get("aria-label")) == ("group", "What one sees. What is drawn.")
        assert not [one for one in root.iter() if one.get("style") or one.get("id")]


def test_a_line_says_what_it_means() -> None:
    boxes = [box(key) for key in range(1, 5)]
    wide, narrow = drawn(boxes, [Line("same", 1, 2), Line("part", 2, 3), Line("causes", 1, 4)])
    assert set(WORDS.values()) <= set(texts(wide))
    assert {"=", "⊂", "→"} <= set(texts(narrow))
    deep, _narrow = drawn(boxes, [Line("causes", 1, 2), Line("causes", 2, 3), Line("part", 3, 4)])
    assert {"⊂", "→"} <= set(texts(deep)), "where words have no room, signs"


def test_what_people_typed_stays_text() -> None:
    for root in drawn([box(1, '<script>alert("x")</script> & more', note="<b>", url='/?a="><script>')], []):
        assert {one.tag.removeprefix(SVG) for one in root.iter()} == {"svg", "a", "title", "g", "rect", "text"}


def test_states_are_told_by_edge_and_note() -> None:
    states = [
        box(1, state="assumption"),
        box(2, state="done"),
        box(3, state="stopped", note="Parked"),
        box(4, here=True),
    ]
    wide, _narrow = drawn(states, [])
    edges = [(rect.get("stroke-dasharray"), rect.get("stroke-width")) for rect in wide.iter(f"{SVG}rect")]
    assert edges == [("6 4", "2"), (None, "2"), ("2 4", "2"), (None, "4")]


keys = st.integers(0, 7)
some_lines = st.lists(st.builds(Line, st.sampled_from(["same", "part", "causes"]), keys, keys), max_size=14)


@given(st.sets(keys, max_size=8), some_lines)
def test_any_graph_is_drawn_whole_and_inside(shown: set[int], lines: list[Line]) -> None:
    lines = [line for line in lines if line.one != line.other]
    for root in drawn([box(key, url=f"/{key}/") for key in sorted(shown)], lines):
        width, height = (float(root.get(name)) for name in ("width", "height"))
        assert sorted(link.get("href") for link in root.iter(f"{SVG}a")) == [f"/{key}/" for key in sorted(shown)]
        rects = [link.find(f"{SVG}g/{SVG}rect") for link in root.iter(f"{SVG}a")]
        places = [tuple(float(rect.get(name)) for name in ("x", "y", "width", "height")) for rect in rects]
        assert all(x >= 0 and y >= 0 and x + w <= width and y + h <= height for x, y, w, h in places)
        for place, (x, y, w, h) in enumerate(places):
            for a, b, c, d in places[:place]:
                assert x >= a + c or a >= x + w or y >= b + d or b >= y + h, "no box covers another"


@given(st.sets(keys, min_size=1, max_size=8), some_lines)
def test_what_leads_to_something_stands_before_it(shown: set[int], lines: list[Line]) -> None:
    lines = [
        line for line in lines if {line.one, line.other} <= shown and line.one < line.other and line.kind != "same"
    ]
    columns = _columns(sorted(shown), lines)
    assert sorted(key for column in columns for key in column) == sorted(shown)
    at = {key: number for number, column in enumerate(columns) for key in column}
    for line in lines:
        assert at[line.one] < at[line.other] or at[line.other] == MOST_COLUMNS - 1


def test_rings_are_drawn() -> None:
    wide, _narrow = drawn([box(1), box(2)], [Line("causes", 1, 2), Line("causes", 2, 1)])
    assert texts(wide).count("causes") == 2


@pytest.mark.parametrize("values", [[], [0, 0], [1, 3, 12_000]])
def test_a_trend_has_a_bar_for_each_that_is_something(values: list[int]) -> None:
    with translation.override("en"):
        chart = bars([Bar(f"Q{n}", value) for n, value in enumerate(values)], title="Up.", description="Bars.")
    for markup in (chart.wide, chart.narrow):
        root = etree.fromstring(markup)
        assert (root.get("role"), root.get("aria-label")) == ("img", "Up. Bars.")
        assert len(list(root.iter(f"{SVG}rect"))) == sum(value > 0 for value in values)
        assert all(float(rect.get("y")) >= 0 for rect in root.iter(f"{SVG}rect"))
    small = etree.fromstring(spark(values))
    assert small.get("aria-hidden") == "true"
    assert len(list(small.iter(f"{SVG}rect"))) == len(values)


def test_people_are_joined_without_a_head_or_a_word() -> None:
    drawn = graph(
        [Box(1, "Anna"), Box(2, "Kari"), Box(3, "Per")], [Line("pair", 1, 2), Line("asked", 3, 2)], {}, title="Who", description=""
    )  # fmt: skip
    for picture in (drawn.wide, drawn.narrow):
        assert picture.count("<path") == 2
        assert picture.count("stroke-dasharray") == 1
        assert picture.count("<text") == 3
