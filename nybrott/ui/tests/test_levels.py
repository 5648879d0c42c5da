"""Pictures of things on one scale: every number is written, long words are broken, nothing is markup."""

from lxml import etree

from nybrott.ui.levels import Level, levels

ROWS = [
    Level("Kort", 4.0, "4,0"),
    Level("En lang påstand som ikke får plass på én linje på en telefon", 2.5, "2,5"),
    Level("<b>Få</b>", None, "for få"),
]


def test_every_row_says_its_words_and_its_number() -> None:
    chart = levels(ROWS, (1, 5), title="Hos oss.", description="En prikk.", marks=True, ends=("1: uenig", "5: enig"))
    for drawing in (chart.wide, chart.narrow):
        root = etree.fromstring(drawing)
        said = " ".join(root.itertext())
        assert all(row.said in said for row in ROWS)
        assert "<b>Få</b>" in said, "words are never markup"
        assert root.get("aria-label") == "Hos oss. En prikk."
        circles = root.findall(".//{*}circle")
        assert len(circles) == 2, "what is not shown has no mark"
    wide, narrow = (len(etree.fromstring(each).findall(".//{*}text")) for each in (chart.wide, chart.narrow))
    assert narrow > wide, "long words are broken where the picture ends"


def test_a_bar_is_as_long_as_its_number() -> None:
    chart = levels(
        [Level("a", 10, "10"), Level("b", 5, "5"), Level("c", 0, "0")], (0, 10), title="Antall", description=""
    )
    widths = [float(one.get("width")) for one in etree.fromstring(chart.wide).findall(".//{*}rect")]
    assert widths == [682.0, 341.0]
