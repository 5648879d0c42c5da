"""Counts, shares and order."""

from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.comparison import SHARES, SORTS, Counts, Share, Side, in_order

COUNTS = st.builds(Counts, *(st.integers(0, 1000) for _ in astuple(Counts())))


@given(COUNTS, COUNTS)
def test_what_is_added_can_be_taken_away(one: Counts, other: Counts) -> None:
    assert one + other - other == one
    assert astuple(one + other) == tuple(a + b for a, b in zip(astuple(one), astuple(other), strict=True))


@given(st.lists(COUNTS))
def test_together_is_the_sum_of_each(each: list[Counts]) -> None:
    together = sum(each, Counts())
    assert together.dialogues == sum(one.dialogues for one in each)


def test_a_share_of_nothing_is_not_known() -> None:
    assert Share(0, 0).value is None
    assert Share(1, 0).value is None
    assert Share(0, 5).value == 0
    assert Share(3, 2).value == 1.5, "announced dialogues may outnumber competitions"


def test_every_share_is_of_what_was_counted() -> None:
    side = Side("x", Counts(10, 1, 2, 3, 8, 4, 6, 5, 2, 7))
    assert {name: side.share(name) for name in SHARES} == {
        "dialogue_share": Share(4, 8),
        "strict_share": Share(1, 10),
        "declared_share": Share(2, 10),
        "behavioural_share": Share(3, 10),
        "confirmed_share": Share(7, 10),
        "small_share": Share(2, 5),
    }


NAMED = [Side(name, Counts()) for name in ("Ås", "Øksnes", "Ærfugl", "Zoo", "Aasane", "alta", "Bodø")]


def test_names_are_sorted_as_norwegians_do() -> None:
    ordered = ["alta", "Bodø", "Zoo", "Ærfugl", "Øksnes", "Ås", "Aasane"]
    assert [side.name for side in in_order(NAMED, "name")] in (ordered, [*ordered[:5], "Aasane", "Ås"])
    assert in_order(NAMED, "-name") == in_order(NAMED, "name")[::-1]
    assert in_order(NAMED, "-dialogues") == in_order(NAMED, "name"), "ties are in order of name"


def test_what_is_not_known_comes_last_whichever_way() -> None:
    sides = [Side("a", Counts(), None), Side("b", Counts(), 3.0), Side("c", Counts(), 1.0)]
    assert [side.name for side in in_order(sides, "tenders")] == ["c", "b", "a"]
    assert [side.name for side in in_order(sides, "-tenders")] == ["b", "c", "a"]


@given(
    st.lists(st.builds(Side, st.text(max_size=5), COUNTS, st.none() | st.floats(0, 50)), max_size=20),
    st.sampled_from(sorted(SORTS)),
)
def test_sorting_loses_nobody(sides: list[Side], sort: str) -> None:
    for asked in (sort, f"-{sort}", "name", "-name", "nonsense"):
        ordered = in_order(sides, asked)
        assert sorted(map(id, ordered)) == sorted(map(id, sides))
