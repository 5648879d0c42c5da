"""Strips: every dot stands where its share is, few are hollow, nothing runs or is lost, and it says what it shows."""

import re

import pytest
from django.utils import translation
from lxml import etree

from nybrott.ui.strips import NARROW, WIDE, Mark, Strip, strips

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*rows: Strip) -> tuple[etree._Element, etree._Element]:
    with translation.override("en"):
        chart = strips(rows, title="What one sees.", description="What is drawn.")
    return etree.fromstring(chart.wide), etree.fromstring(chart.narrow)


def texts(root: etree._Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def tips(root: etree._Element) -> list[str]:
    return [title.text or "" for title in root.iter(f"{SVG}title")]


MARKS = [Mark("A", 0.0, 30), Mark("B", 0.5, 19), Mark("C", 1.0, 20)]


def test_each_has_a_dot_and_says_what_it_is() -> None:
    for root in drawn(Strip("strict", "Strict", MARKS)):
        assert tips(root) == ["A: 0% (n = 30)", "B: 50% (n = 19)", "C: 100% (n = 20)"]
        assert root.get("role") == "img"
        assert root.get("aria-label") == "What one sees. What is drawn."


def test_dots_stand_where_their_share_is() -> None:
    wide, narrow = drawn(Strip("strict", "Strict", MARKS))
    for root, size in ((wide, WIDE), (narrow, NARROW)):
        places = [float(circle.get("cx")) for circle in root.iter(f"{SVG}circle")]
        assert places == [size.left, size.left + size.width / 2, size.left + size.width]


def test_few_are_hollow() -> None:
    root, _ = drawn(Strip("strict", "Strict", MARKS))
    assert [circle.get("class") for circle in root.iter(f"{SVG}circle")] == [
        "f-strict s-paper",
        "f-paper s-strict",
        "f-strict s-paper",
    ]


@pytest.mark.parametrize(
    ("key", "tag"), [("strict", "circle"), ("declared", "rect"), ("behavioural", "path"), ("quiet", "circle")]
)
def test_each_lens_has_its_shape(key: str, tag: str) -> None:
    root, _ = drawn(Strip(key, "Name", [Mark("A", 0.5, 3)]))
    assert [title.getparent().tag for title in root.iter(f"{SVG}title")] == [f"{SVG}{tag}"]


def test_the_lines_are_named_with_their_n_where_it_is_small() -> None:
    root, _ = drawn(Strip("strict", "Strict", MARKS, Mark("The group", 0.2, 10), Mark("The rest", 0.1, 1000)))
    assert "The group 20% (n = 10)" in texts(root)
    assert "The rest 10%" in texts(root)
    assert root.xpath("count(//*[@stroke-dasharray])") == 1


@pytest.mark.parametrize("value", [0.0, 1.0, 2.5])
def test_labels_stay_inside_the_picture(value: float) -> None:
    for root in drawn(Strip("strict", "Strict", [], Mark("Administrasjonen i Fjordvik", value, 5), None)):
        width = float(root.get("width", "0"))
        label = next(text for text in root.iter(f"{SVG}text") if "Fjordvik" in (text.text or ""))
        half = len(label.text or "") * float(label.get("font-size", "0")) * 0.5 / 2
        assert half <= float(label.get("x", "0")) + 1
        assert float(label.get("x", "0")) + half <= width + 1


def test_many_in_one_place_are_counted() -> None:
    root, _ = drawn(Strip("strict", "Strict", [Mark(str(number), 0.0, 30) for number in range(40)]))
    assert "40" in texts(root)
    heights = {float(circle.get("cy")) for circle in root.iter(f"{SVG}circle")}
    assert max(heights) - min(heights) <= 40


def test_nothing_to_draw_is_drawn_empty() -> None:
    for root in drawn(Strip("strict", "Strict", [])):
        assert "Strict" in texts(root)
        assert tips(root) == []


def test_names_are_text_and_nothing_is_styled_inline() -> None:
    root, _ = drawn(Strip("strict", "A < B", [Mark("<script>alert(1)</script>&", 0.5, 3)]))
    assert tips(root) == ["<script>alert(1)</script>&: 50% (n = 3)"]
    text = etree.tostring(root, encoding="unicode")
    assert "<script" not in text
    assert not re.search(r'\sstyle=|\son\w+="', text)
