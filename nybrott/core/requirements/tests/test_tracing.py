"""Every hole is found once, and shares are counts until there are enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.requirements import Asked, Awarded, Hole, holes, shares

keys = st.frozensets(st.integers(1, 6), max_size=4)


def test_a_whole_chain_has_no_hole() -> None:
    assert holes([1], [Asked(10, frozenset({1}), is_measured=True)], [Awarded(20, frozenset({10}))]) == ()


def test_each_kind_of_hole() -> None:
    asked = [Asked(10, frozenset({1}), is_measured=True, is_rewarded=True), Asked(11)]
    found = holes([1, 2, 2], asked, [Awarded(20), Awarded(21, needs=frozenset({1}))])
    assert found == (
        Hole("need", 2),
        Hole("without_need", 11),
        Hole("without_test", 11),
        Hole("not_rewarded", 10),
        Hole("criterion", 20),
    )


@given(
    st.lists(st.integers(1, 6), max_size=6),
    st.lists(st.tuples(keys, st.booleans(), st.booleans()), max_size=5),
    st.lists(st.tuples(keys, keys), max_size=4),
)
def test_no_hole_twice_and_one_for_every_thing_that_lacks_something(
    needs: list[int],
    asked: list[tuple[frozenset[int], bool, bool]],
    awarded: list[tuple[frozenset[int], frozenset[int]]],
) -> None:
    requirements = [Asked(key, *one) for key, one in enumerate(asked, 1)]
    found = holes(needs, requirements, [Awarded(key, *one) for key, one in enumerate(awarded, 1)])
    assert len(found) == len(set(found))
    answered = {key for one in requirements for key in one.needs}
    assert {one.key for one in found if one.kind == "need"} == set(needs) - answered
    assert sum(1 for one in found if one.kind == "without_need") == sum(1 for one in requirements if not one.needs)


def test_shares_are_counts_and_per_cent_from_twenty_on() -> None:
    few = shares(["functional"] * 3 + ["other"])
    assert (few.n, few.counts["functional"], few.counts["solution"], few.per_cent("functional")) == (4, 3, 0, None)
    many = shares(["functional"] * 15 + ["solution"] * 5)
    assert (many.per_cent("functional"), many.per_cent("solution"), many.per_cent("other")) == (75, 25, 0)
    assert shares([]).n == 0
    with pytest.raises(KeyError):
        shares(["nice"])
