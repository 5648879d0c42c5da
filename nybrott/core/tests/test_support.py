"""What a need rests on: the truth table of independence, counting held against trying everything, themes."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.support import Piece, foundation, independent, sources, themes, voices

# --- two pieces ---


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (Piece(1, "a"), Piece(2, "b"), True),
        (Piece(1, "a"), Piece(2, "a"), False),
        (Piece(1, "a", "Logg"), Piece(2, "b", "Logg"), False),
        (Piece(1, "a", "Logg"), Piece(2, "b", "  LOGG "), False),
        (Piece(1, "a", "Nattpatruljens logg"), Piece(2, "b", "nattpatruljens   LOGG"), False),
        (Piece(1, "a", "Logg"), Piece(2, "b", "Måling"), True),
        (Piece(1, "a", "Logg"), Piece(2, "a", "Måling"), False),
        (Piece(1, "", "Logg"), Piece(2, "", "Måling"), True),
        (Piece(1, "", "Logg"), Piece(2, "", "Logg"), False),
        (Piece(1, "", "Logg"), Piece(2, "b"), True),
        (Piece(1), Piece(2, "b"), False),
        (Piece(1), Piece(2), False),
        (Piece(1, "a"), Piece(1, "a"), False),
        (Piece(1, "a", "   "), Piece(2, "b", "   "), True),
    ],
)
def test_two_pieces_are_independent_when_they_share_neither_person_nor_source(
    one: Piece, other: Piece, said: bool
) -> None:
    assert independent(one, other) is said
    assert independent(other, one) is said


# --- many pieces ---

names = st.sampled_from(["", "a", "b", "c", "d"])
places = st.sampled_from(["", "x", "y", "z", "X "])


@st.composite
def piles(draw: st.DrawFn) -> list[Piece]:
    size = draw(st.integers(0, 8))
    return [Piece(key, draw(names), draw(places), draw(st.booleans())) for key in range(size)]


def by_trying_everything(pieces: list[Piece]) -> int:
    """The largest set in which every two are independent, found by trying every set."""
    named = [one for one in pieces if one.named]
    for size in range(len(named), 0, -1):
        for some in combinations(named, size):
            if all(independent(one, other) for one, other in combinations(some, 2)):
                return size
    return 0


@given(piles())
def test_counting_sources_gives_what_trying_everything_gives(pieces: list[Piece]) -> None:
    assert sources(pieces) == by_trying_everything(pieces)
    assert sources([*pieces, *pieces]) == sources(pieces), "a piece that comes twice is one"
    assert sources(reversed(pieces)) == sources(pieces)


@given(piles())
def test_a_foundation_holds_just_when_there_is_a_pair_with_a_user(pieces: list[Piece]) -> None:
    rests = foundation(pieces)
    pairs = [(one, other) for one in pieces for other in pieces if independent(one, other)]
    assert rests.holds is any(one.user for one, _other in pairs)
    assert (rests.sources >= 2) is bool(pairs)
    assert (rests.lacks == "evidence") is not pieces


@pytest.mark.parametrize(
    ("pieces", "lacks", "count"),
    [
        ([], "evidence", 0),
        ([Piece(1), Piece(2)], "origin", 0),
        ([Piece(1, "a", user=True)], "second", 1),
        ([Piece(1, "a", user=True), Piece(2, "a", user=True)], "second", 1),
        ([Piece(1, "a", user=True), Piece(2)], "second", 1),
        ([Piece(1, "a"), Piece(2, "b")], "user", 2),
        ([Piece(1, "a"), Piece(2, "b"), Piece(3, user=True)], "user", 2),
        ([Piece(1, "a", user=True), Piece(2, "b")], "", 2),
        ([Piece(1, "a", user=True), Piece(2, "", "Logg")], "", 2),
        # the user shares the person with one and the source with the other: nobody independent stands beside the user
        ([Piece(1, "a", "x", user=True), Piece(2, "a", "z"), Piece(3, "b", "x")], "user", 2),
    ],
)
def test_what_is_missing(pieces: list[Piece], lacks: str, count: int) -> None:
    rests = foundation(pieces)
    assert (rests.lacks, rests.sources) == (lacks, count)


def test_a_thousand_pieces_are_counted() -> None:
    pieces = [Piece(key, f"p{key % 400}", f"s{key % 300}") for key in range(1_000)]
    assert sources(pieces) == 300


# --- themes ---

pairs_of = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=10)


@given(pairs_of)
def test_themes_are_what_walking_along_the_links_reaches(same: list[tuple[int, int]]) -> None:
    found = themes(range(8), same)
    assert sorted(node for group in found for node in group) == list(range(8))
    for group in found:
        reached = {group[0]}
        while more := {b for a, b in [*same, *((b, a) for a, b in same)] if a in reached} - reached:
            reached |= more
        assert set(group) == reached


@given(pairs_of, st.tuples(st.integers(0, 7), st.integers(0, 7)))
def test_a_link_made_and_undone_leaves_every_theme_as_it_was(
    same: list[tuple[int, int]], link: tuple[int, int]
) -> None:
    before = themes(range(8), same)
    with_it = [*same, link]
    assert len(themes(range(8), with_it)) <= len(before)
    with_it.remove(link) if link not in same else with_it.pop()
    assert themes(range(8), with_it) == before


def test_a_person_is_counted_once_over_a_theme() -> None:
    behind = {1: [Piece(1, "a"), Piece(2, "b")], 2: [Piece(3, "b"), Piece(4, "", "Logg")], 3: [Piece(5, "c")]}
    assert voices((1, 2), behind) == 2
    assert voices((1, 2, 3), behind) == 3
    assert voices((4,), behind) == 0
