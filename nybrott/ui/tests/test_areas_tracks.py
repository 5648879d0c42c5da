"""Areas fill the whole and stay in proportion; tracks say where something began, is and shall be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nybrott.ui.areas import Area, areas, laid_out
from nybrott.ui.tracks import Track, tracks

SVG = "{http://www.w3.org/2000/svg}"


@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=40))
def test_areas_fill_the_whole_in_proportion_without_overlap(sizes: list[float]) -> None:
    sizes = sorted(sizes, reverse=True)
    boxes = laid_out(sizes, 800, 400)
    assert len(boxes) == len(sizes)
    for size, (x, y, width, height) in zip(sizes, boxes, strict=True):
        assert width * height == pytest.approx(size / sum(sizes) * 800 * 400, rel=1e-4, abs=1e-3)
        assert -1e-6 <= x <= x + width <= 800 + 1e-6
        assert -1e-6 <= y <= y + height <= 400 + 1e-6
    assert sum(width * height for _x, _y, width, height in boxes) == pytest.approx(800 * 400, rel=1e-6)


def test_a_field_leads_where_it_says_and_what_is_marked_is_framed() -> None:
    chart = areas(
        [Area("Helse & omsorg", 9, "9 mill. kr", "/helse/", marked=True), Area("Skole", 3), Area("Ingen", 0)],
        title="Hva.",
        description="Felt.",
    )
    for markup in (chart.wide, chart.narrow):
        root = etree.fromstring(markup)
        assert root.get("aria-label") == "Hva. Felt."
        assert len(list(root.iter(f"{SVG}rect"))) == 2
        assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["/helse/"]
        assert sum(rect.get("stroke-dasharray") is not None for rect in root.iter(f"{SVG}rect")) == 1
        assert "Helse & omsorg. 9 mill. kr" in [title.text for title in root.iter(f"{SVG}title")]


@pytest.mark.parametrize(
    ("track", "dots"),
    [
        (Track("Timer", "2 av 5", 2, 5), 1), (Track("Behov", "–", None, 8, 2), 1), (Track("Behov", "–", 5, 8, 2), 2), (Track("Ned", "–", 3, 1, 9), 2),
        (Track("Ingenting", "–"), 0), (Track("Null", "–", 0, 0, 0), 0), (Track("Under null", "–", -3, 5, -8), 2), (Track("Forbi", "–", 12, 8, 2, 20), 2),
    ],
)  # fmt: skip
def test_a_track_stays_inside_its_picture(track: Track, dots: int) -> None:
    chart = tracks([track, track], title="Hvor langt", description="Linjer.")
    for markup, width in ((chart.wide, 832), (chart.narrow, 360)):
        root = etree.fromstring(markup)
        assert (root.get("role"), root.get("aria-label")) == ("img", "Hvor langt. Linjer.")
        circles = list(root.iter(f"{SVG}circle"))
        assert len(circles) == 2 * dots
        assert all(0 <= float(one.get("cx")) <= width for one in circles)
