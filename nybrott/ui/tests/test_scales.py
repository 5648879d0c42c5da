"""Scales: a dot for each answer where its score is, the middle one, only one's own marker, and nothing runs."""

from django.utils import translation
from lxml import etree

from nybrott.ui.scales import NARROW, WIDE, Scale, scales

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*rows: Scale) -> tuple[etree._Element, etree._Element]:
    with translation.override("en"):
        chart = scales(rows, title="What one sees.", description="What is drawn.")
    return etree.fromstring(chart.wide), etree.fromstring(chart.narrow)


def test_each_answer_has_its_dot_where_its_score_is() -> None:
    wide, narrow = drawn(Scale("Reach", (1, 0, 2, 0, 1), 3.0))
    for root, size in ((wide, WIDE), (narrow, NARROW)):
        places = [float(circle.get("cx", "")) for circle in root.iter(f"{SVG}circle")]
        assert places == [size.place(score, 5) for score in (1, 3, 3, 5)]
        assert (places[0], places[-1]) == (size.side, size.total - size.side)
        assert (root.get("role"), root.get("aria-label")) == ("img", "What one sees. What is drawn.")


def test_only_ones_own_is_marked() -> None:
    root, _narrow = drawn(Scale("Reach", (1, 0, 2, 0, 1), 3.0, mine=5))
    tips = [title.text for title in root.iter(f"{SVG}title")]
    assert tips.count("Your own score: 5") == 1
    root, _narrow = drawn(Scale("Reach", (1, 0, 2, 0, 1), 3.0))
    assert not any("Your own" in (title.text or "") for title in root.iter(f"{SVG}title"))


def test_everything_lies_inside_however_many_there_are() -> None:
    for root in drawn(Scale("Reach", (60, 0, 0, 0, 60), 3.0, 1, "a few", "very many"), Scale("x", (0, 0, 0, 0, 0))):
        width, height = (float(root.get(side, "")) for side in ("width", "height"))
        for circle in root.iter(f"{SVG}circle"):
            assert 6 <= float(circle.get("cx", "")) <= width - 6
            assert 6 <= float(circle.get("cy", "")) <= height - 6
        for text in root.iter(f"{SVG}text"):
            assert float(text.get("y", "")) <= height


def test_what_people_write_is_text() -> None:
    root, _narrow = drawn(Scale("<script>x</script>", (1, 1, 1, 0, 0), 2.0, low='"><b>'))
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert "<script>x</script>" in texts
    assert not list(root.iter(f"{SVG}script"))
