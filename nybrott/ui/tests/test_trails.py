"""The picture of the red thread: every thing is a dot, lines lead from what led to what, the thread is red, nothing is script."""

from lxml import etree

from nybrott.ui.trails import MOST, Column, Dot, trail

SVG = "{http://www.w3.org/2000/svg}"


def both(columns: list[Column], *links: tuple[tuple[str, str], tuple[str, str]]) -> list[etree._Element]:
    chart = trail(columns, links)
    return [etree.fromstring(chart.wide), etree.fromstring(chart.narrow)]


def column(kind: str, *dots: Dot, state: str = "done") -> Column:
    return Column(kind.title(), state, str(len(dots)), f"#stage-{kind}", dots)  # type: ignore[arg-type]


def dot(kind: str, ref: int, state: str = "done", *, held: bool = False, label: str = "") -> Dot:
    return Dot((kind, str(ref)), label or f"{kind} {ref}", state, f"/{kind}/{ref}/", held)  # type: ignore[arg-type]


def tips(root: etree._Element) -> list[str]:
    return sorted(title.text or "" for title in root.iter(f"{SVG}title"))


def test_every_thing_is_a_dot_that_leads_to_it() -> None:
    for root in both([column("voice", dot("voice", 1), dot("voice", 2)), column("need", dot("need", 1, "assumption"))]):
        assert tips(root) == ["need 1", "voice 1", "voice 2"]
        led = {link.get("href") for link in root.iter(f"{SVG}a")}
        assert led == {"/voice/1/", "/voice/2/", "/need/1/", "#stage-voice", "#stage-need"}
        # beside the list that says the same: neither read aloud nor stopped at
        assert root.get("aria-hidden") == "true"
        assert all(link.get("tabindex") == "-1" for link in root.iter(f"{SVG}a"))


def test_only_what_is_on_the_thread_is_red() -> None:
    columns = [column("voice", dot("voice", 1, held=True), dot("voice", 2)), column("need", dot("need", 1, held=True))]
    here = ("need", "1")
    for root in both(columns, (("voice", "1"), here), (("voice", "2"), here), (("gone", "9"), here)):
        lines = [path.get("class") for path in root.iter(f"{SVG}path") if "C" in (path.get("d") or "")]
        assert sorted(map(str, lines)) == ["s-line", "s-thread"]


def test_the_rope_is_solid_as_far_as_things_have_come() -> None:
    stages = [column("a", dot("a", 1)), column("b", dot("b", 1, "now"), state="now"), column("c", state="missing")]
    for root in both(stages):
        rope = [path.get("stroke-dasharray") for path in root.iter(f"{SVG}path") if path.get("stroke-width") == "3"]
        assert rope == [None, "1 7"]


def test_of_very_many_the_rest_is_a_number_and_the_thread_is_always_there() -> None:
    dots = [dot("voice", ref, held=ref == MOST + 40) for ref in range(MOST + 50)]
    for root in both([column("voice", *dots)]):
        assert len(tips(root)) == MOST
        assert f"voice {MOST + 40}" in tips(root)
        assert "+ 50" in [text.text for text in root.iter(f"{SVG}text")]


def test_dots_stand_inside_and_apart() -> None:
    for root in both([column("voice", *(dot("voice", ref) for ref in range(60)))]):
        wide, high = float(root.get("width", 0)), float(root.get("height", 0))
        spots = [
            (float(one.get("cx", 0)), float(one.get("cy", 0)))
            for group in root.iter(f"{SVG}g") for one in group.iter(f"{SVG}circle")
        ]  # fmt: skip
        assert len(set(spots)) == 60
        assert all(7 <= x <= wide - 7 and 7 <= y <= high - 7 for x, y in spots)


def test_what_people_wrote_stays_text() -> None:
    for root in both([column("voice", dot("voice", 1, label="<script>alert('hei')</script> & \u202e"))]):
        assert not list(root.iter("{*}script"))
        assert tips(root) == ["<script>alert('hei')</script> & \u202e"]


def test_nothing_at_all_is_an_empty_picture() -> None:
    assert len(both([])) == 2
