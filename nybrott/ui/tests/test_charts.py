"""Charts hold their data, can be named and read, and obey the content security policy."""

import itertools
import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nybrott.ui.charts import FEW, PITCH, WIDE, Chart, Dot, Point, Row, Series, bands, dots, lines, scale_top, spread
from nybrott.ui.figures import Figure, numbers
from nybrott.ui.frame import Link
from nybrott.ui.tests.factories import Elements, draw, text_of

SERIES = [
    Series("strict", "Strict", [Point(2024, 0.02, 0.0, 0.06, 88), Point(2025, 0.03, 0.01, 0.07, 121)]),
    Series("declared", "Declared", [Point(2024, 0.1, 0.05, 0.18, 88), Point(2025, 0.12, 0.07, 0.19, 121)]),
    Series("behavioural", "Behavioural", [Point(2023, 0.2, 0.02, 0.6, 12), Point(2025, 0.27, 0.2, 0.36, 121)]),
]
ROWS = [
    Row("strict", "Strict", [Dot(2025, "Sensors 12.34567 for safer nights", "/n/1/")]),
    Row("declared", "Declared", [Dot(2023, "A ferry & <quay>", "/n/2/?a=1&b=2"), Dot(2025, "A school", "/n/3/")]),
]


def share() -> Chart:
    return lines(SERIES, title="One in four", description="Three lines by year.")


@pytest.mark.parametrize("drawing", [share().wide, share().narrow, dots(ROWS, title="t", description="d").wide])
def test_nothing_the_policy_would_refuse_or_fetch(drawing: str) -> None:
    found = Elements(drawing)
    assert all("style" not in attrs for _, attrs in found.found)
    assert not any(name in {"style", "script", "image", "foreignobject"} for name, _ in found.found)
    assert "link.invalid" not in drawing
    assert "xlink" not in drawing


def test_chart_has_a_name_and_shows_its_numbers() -> None:
    with translation.override("en"):
        drawing = share().wide
    root = etree.fromstring(drawing)
    assert (root.get("role"), root.get("aria-label")) == ("img", "One in four. Three lines by year.")
    words = text_of(drawing)
    for wanted in ("Strict 3%", "Declared 12%", "Behavioural 27%", "2023", "2025", "n = 121", "n = 12", "40%"):
        assert wanted in words, wanted


def test_numbers_on_the_axis_are_in_the_language_of_the_page() -> None:
    tall = [Series("confirmed", "Bekreftet", [Point(2024, 1200), Point(2025, 3000)])]
    with translation.override("nb"):
        assert "1\u202f000" in lines(tall, title="t", description="", unit="count").wide
        assert "40\u202f%" in share().wide


def test_a_mean_of_counts_keeps_its_decimal() -> None:
    with translation.override("nb"):
        made = lines(
            [Series("confirmed", "", [Point(1, 2.0), Point(2, 2.25)])], title="x", description="x", unit="count"
        )
        whole = lines(
            [Series("confirmed", "", [Point(1, 2.25), Point(2, 3.0)])], title="x", description="x", unit="count"
        )
    assert ">2,2<" in made.wide or ">2,3<" in made.wide
    assert ">3,0<" not in whole.wide


def test_every_line_point_and_interval_is_drawn_in_its_hue() -> None:
    drawing = share().wide
    for key in ("strict", "declared", "behavioural"):
        assert f's-{key}"' in drawing
        assert f"f-{key}" in drawing
    assert len(re.findall(r'<line [^>]*class="s-(?:strict|declared|behavioural)"', drawing)) == 6


def test_points_on_few_observations_are_hollow() -> None:
    hollow = re.compile(r'class="f-paper s-(\w+)"')
    assert hollow.findall(share().wide) == ["behavioural"]
    enough = [Series("strict", "Strict", [Point(2025, 0.5, n=FEW)])]
    assert not hollow.findall(lines(enough, title="t", description="").wide)


@pytest.mark.parametrize("series", [[], [Series("strict", "Strict", [])], [Series("strict", "S", [Point(2025, None)])]])
def test_nothing_to_draw_is_drawn_calmly(series: list[Series]) -> None:
    assert lines(series, title="Nothing yet", description="").wide.startswith("<svg")


def test_dots_are_named_links() -> None:
    root = etree.fromstring(dots(ROWS, title="Three", description="Dots.").wide)
    links = root.findall(".//{*}a")
    assert root.get("role") == "group"
    assert [link.get("href") for link in links] == ["/n/1/", "/n/2/?a=1&b=2", "/n/3/"]
    assert [link.get("aria-label") for link in links] == [
        "Sensors 12.34567 for safer nights",
        "A ferry & <quay>",
        "A school",
    ]
    assert "Declared  2" in "".join(root.itertext())


def test_no_dots_make_an_empty_picture() -> None:
    assert dots([Row("strict", "Strict", [])], title="t", description="").narrow.startswith("<svg")


@given(st.lists(st.lists(st.integers(2019, 2025), max_size=30), min_size=1, max_size=3), st.sampled_from([350, 822]))
def test_dots_never_touch_and_stay_in_their_band(years: list[list[int]], width: int) -> None:
    rows = [Row("strict", "S", [Dot(year, "d", "/") for year in held]) for held in years]
    laid = bands(rows, range(2019, 2026), width, WIDE.text)
    for band, held in zip(laid, years, strict=True):
        assert len(band.places) == len(held)
        for x, y, _ in band.places:
            assert 0 <= x <= width
            assert band.top < y - PITCH / 2 + 1
            assert y + PITCH / 2 <= band.bottom + 1e-6
        for (x0, y0, _), (x1, y1, _) in itertools.combinations(band.places, 2):
            assert max(abs(x0 - x1), abs(y0 - y1)) >= PITCH - 1e-6
    assert all(upper.bottom < lower.top for upper, lower in itertools.pairwise(laid))


@given(st.floats(0, 1), st.floats(0, 100_000))
def test_scales_hold_what_they_show(share_value: float, count: float) -> None:
    for value, unit in ((share_value, "share"), (float(round(count)), "count")):
        top, step = scale_top(value, unit)  # type: ignore[arg-type]
        assert top >= value - 1e-9
        assert 2 <= round(top / step) <= 6 or value <= 2
    assert scale_top(1.0, "share")[0] == 1.0


@given(st.lists(st.floats(0, 280), min_size=1, max_size=5), st.floats(5, 50))
def test_names_beside_lines_never_overlap(wanted: list[float], gap: float) -> None:
    placed = spread(wanted, gap, 0, 280)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    for before, after in itertools.pairwise(order):
        assert placed[after] - placed[before] >= gap - 1e-6
    assert max(placed) <= 280


def test_names_that_have_room_stay_where_they_are() -> None:
    assert spread([200, 20, 100], 20, 0, 280) == [200, 20, 100]


def figure(**changes: object) -> Figure:
    table = numbers(SERIES, caption="One in four", unit="share", year="Year", id="n")
    values = {"sentence": "One in four", "chart": share(), "table": table, "period": "2023–2025", "n": "221 procurements",
              "definition": Link("How we count", "/definitions/")}  # fmt: skip
    return Figure(**{**values, **changes})  # type: ignore[arg-type]


def test_figure_says_what_it_is_and_has_its_table() -> None:
    with translation.override("en"):
        markup = draw("{% figure figure %}", figure=figure(coverage="94 %", rows=Link("All rows", "/rows/")))
    words = text_of(markup)
    for wanted in ("One in four", "Period 2023–2025", "Coverage 94 %", "Based on 221 procurements", "How we count"):
        assert wanted in words
    assert "2025 3% 1% – 7% 12% 7% – 19% 27% 20% – 36% 121" in words
    assert {"/definitions/", "/rows/"} <= {link.get("href") for link in Elements(markup).named("a")}
    assert markup.index("<figcaption>") < markup.index("<svg") < markup.index("<table")


def test_numbers_that_are_missing_are_dashes() -> None:
    table = numbers(SERIES, caption="c", unit="share", year="Year")
    assert [str(row[0]) for row in table.rows] == ["2023", "2024", "2025"]
    assert table.rows[0][1].text == "–"  # type: ignore[union-attr]
    assert table.rows[0][4] == "12"


def test_counts_have_no_column_of_n() -> None:
    table = numbers([Series("strict", "Strict", [Point(2025, 3)])], caption="c", unit="count", year="Year")
    assert [column.key for column in table.columns] == ["year", "strict"]
