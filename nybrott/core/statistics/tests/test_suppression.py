"""No few people can be told from what is shown: every sum that can be worked out is worked out, by brute force."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.statistics import FEW, to_hide, wilson


def test_one_small_count_takes_the_smallest_other_with_it() -> None:
    assert to_hide({"a": 3, "b": 20, "c": 7}) == {"a", "c"}


def test_small_counts_that_are_many_together_need_no_other() -> None:
    assert to_hide({"a": 3, "b": 2, "c": 30}) == {"a", "b"}


def test_nobody_and_many_are_shown() -> None:
    assert to_hide({"a": 0, "b": 5, "c": 6}) == frozenset()


def test_all_are_hidden_when_all_together_are_few() -> None:
    assert to_hide({"a": 1, "b": 2, "c": 0}) == {"a", "b"}


def test_a_count_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="below nothing"):
        to_hide({"a": -1})


def derivable(rows: list[list[int]], wanted: list[int]) -> bool:
    """Whether the wanted combination follows from the given ones: it adds nothing to their rank."""
    return _rank(rows) == _rank([*rows, wanted])


def _rank(rows: list[list[int]]) -> int:
    table, rank = [[Fraction(value) for value in row] for row in rows], 0
    for column in range(len(table[0]) if table else 0):
        pivot = next((i for i in range(rank, len(table)) if table[i][column]), None)
        if pivot is None:
            continue
        table[rank], table[pivot] = table[pivot], table[rank]
        for i in range(len(table)):
            if i != rank and table[i][column]:
                factor = table[i][column] / table[rank][column]
                table[i] = [a - factor * b for a, b in zip(table[i], table[rank], strict=True)]
        rank += 1
    return rank


def told_apart(table: list[list[int]]) -> list[tuple[list[int], int]]:
    """Every set of cells of a table of quarters × units, of few people but some, that follows from what is shown:
    the sum of all, the quarters that are not hidden, and within those the units that are not hidden."""
    cells = [(q, u) for q in range(len(table)) for u in range(len(table[0])) if table[q][u]]
    sums = {q: sum(row) for q, row in enumerate(table)}
    hidden_quarters = to_hide(sums)
    shown: list[list[int]] = []
    if sum(sums.values()) >= FEW or not hidden_quarters:
        shown.append([1] * len(cells))
    for q, row in enumerate(table):
        if q in hidden_quarters:
            continue
        shown.append([int(cell[0] == q) for cell in cells])
        hidden = to_hide(dict(enumerate(row)))
        shown += [[int(cell == (q, u)) for cell in cells] for u in range(len(row)) if u not in hidden]
    found = []
    for chosen in product((0, 1), repeat=len(cells)):
        people = sum(table[q][u] for (q, u), taken in zip(cells, chosen, strict=True) if taken)
        if 0 < people < FEW and derivable(shown, list(chosen)):
            found.append((list(chosen), people))
    return found


@pytest.mark.parametrize(
    "table", [[[3, 20, 7], [0, 9, 1]], [[4, 4], [4, 4]], [[1, 0], [6, 5]], [[2, 1], [1, 0]], [[5, 4, 9], [1, 1, 1]]]
)
def test_no_few_people_follow_from_what_is_shown(table: list[list[int]]) -> None:
    assert told_apart(table) == []


@given(
    st.integers(1, 3).flatmap(
        lambda wide: st.lists(st.lists(st.integers(0, 12), min_size=wide, max_size=wide), min_size=1, max_size=2)
    )
)
def test_no_few_people_follow_from_any_small_table(table: list[list[int]]) -> None:
    assert told_apart(table) == []


def test_hiding_only_what_is_small_would_not_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The attack works where only small counts are hidden, so the checks above can fail."""
    only_small = lambda counts: frozenset(key for key, count in counts.items() if 0 < count < FEW)  # noqa: E731
    monkeypatch.setitem(told_apart.__globals__, "to_hide", only_small)
    assert told_apart([[3, 20, 7]])


@given(st.dictionaries(st.integers(), st.integers(0, 40)))
def test_what_is_hidden_is_many_or_all(counts: dict[int, int]) -> None:
    hidden = to_hide(counts)
    whole = sum(counts[key] for key in hidden)
    assert {key for key, count in counts.items() if 0 < count < FEW} <= hidden
    assert not hidden or whole >= FEW or hidden == {key for key, count in counts.items() if count}
    assert 0 not in [counts[key] for key in hidden]


def test_wilson_against_known_values() -> None:
    """Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for hits, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = wilson(hits, n)
        assert found is not None
        assert found == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_its_share_and_stays_within_all(said: tuple[int, int]) -> None:
    hits, n = said
    found = wilson(hits, n)
    if n == 0:
        assert found is None
        return
    assert found is not None
    low, high = found
    assert 0 <= low <= hits / n <= high <= 1
    assert high - low > 0


def test_wilson_refuses_what_is_no_part() -> None:
    with pytest.raises(ValueError, match="no part"):
        wilson(3, 2)
