"""Spread, order and how firm it is, against slow obvious twins and examples done by hand."""

from fractions import Fraction
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.scoring import FEWEST, Standing, spread, standings

scores = st.integers(1, 5)


@pytest.mark.parametrize(
    ("said", "middle", "apart"),
    [
        ([3, 3, 3], 3, 0),
        ([1, 5], 3, 1),
        ([1, 1, 5, 5], 3, 1),
        ([1, 2, 3, 4, 5], 3, 0.6),
        ([4], 4, 0),
        ([2, 3], 2.5, 0.25),
        ([1, 1, 1, 5], 1, 0.5),
    ],
)
def test_the_middle_and_how_far_apart_by_hand(said: list[int], middle: float, apart: float) -> None:
    found = spread(said)
    assert (found.n, found.median, found.apart) == (len(said), middle, pytest.approx(apart))
    assert (found.least, found.most, sum(found.counts)) == (min(said), max(said), len(said))


def test_nothing_said_is_no_number() -> None:
    found = spread([])
    assert (found.n, found.counts) == (0, (0, 0, 0, 0, 0))
    assert found.median is found.least is found.most is found.apart is None


@pytest.mark.parametrize("wrong", [0, 6, -1, 100])
def test_a_score_outside_the_scale_is_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match=f"no such score: {wrong}"):
        spread([3, wrong])


@given(st.lists(scores, min_size=1, max_size=30))
def test_leiks_formula_and_the_mean_distance_are_the_same(said: list[int]) -> None:
    """Leik's own way: twice the sum of min(F, 1 - F) over the cumulative shares, by the number of steps."""
    found = spread(said)
    below = [sum(one <= place for one in said) / len(said) for place in range(1, 5)]
    assert found.apart == pytest.approx(2 * sum(min(share, 1 - share) for share in below) / 4)
    assert found.median == median(said)
    assert spread(said[::-1]) == found, "the order people answered in says nothing"


# --- the order ---


def twin(
    sheets: list[dict[tuple[str, str], int | None]], needs: list[str], weights: dict[str, int]
) -> dict[str, tuple[Fraction | None, int | None, int, int]]:
    """The slow way: every trial is a whole new round, looked at with the naked eye."""

    def said(need: str, criterion: str, some: list[dict[tuple[str, str], int | None]]) -> list[int]:
        return [value for sheet in some if (value := sheet.get((need, criterion))) is not None]

    counted = [(n, c) for n in needs for c in weights if len(said(n, c, sheets)) >= FEWEST]

    def order(
        some: list[dict[tuple[str, str], int | None]], by: dict[str, int]
    ) -> dict[str, tuple[Fraction | None, int | None]]:
        totals: dict[str, Fraction | None] = {}
        for need in needs:
            here = [c for c in by if (need, c) in counted and said(need, c, some)]
            all_of_it = [Fraction(median(said(need, c, some))) for c in here for _ in range(by[c])]
            totals[need] = Fraction(mean(all_of_it)) if all_of_it else None
        ranked = sorted((t for t in totals.values() if t is not None), reverse=True)
        return {need: (t, None if t is None else ranked.index(t) + 1) for need, t in totals.items()}

    first = order(sheets, weights)
    trials = [order(sheets[:i] + sheets[i + 1 :], weights) for i in range(len(sheets))]
    for criterion, weight in weights.items():
        if len(weights) > 1:
            trials.append(order(sheets, {c: w for c, w in weights.items() if c != criterion}))
        for step in (-1, 1):
            if 1 <= weight + step <= 5:
                trials.append(order(sheets, {**weights, criterion: weight + step}))
    return {
        need: (total, rank, sum(t[need][1] == rank for t in trials) if rank else 0, len(trials) if rank else 0)
        for need, (total, rank) in first.items()
    }


@given(st.data())
def test_the_order_and_its_firmness_are_those_of_the_slow_twin(data: st.DataObject) -> None:
    needs = [f"need {n}" for n in range(data.draw(st.integers(1, 4)))]
    weights = {f"criterion {n}": data.draw(scores) for n in range(data.draw(st.integers(1, 3)))}
    cell = st.one_of(st.none(), scores)
    people = data.draw(st.integers(0, 6))
    sheets = [{(n, c): data.draw(cell) for n in needs for c in weights} for _ in range(people)]
    slow = twin(sheets, needs, weights)
    found = standings(sheets, needs, weights)
    assert {one.need for one in found} == set(needs)
    for one in found:
        total, rank, holds, trials = slow[str(one.need)]
        assert (one.rank, one.holds, one.trials) == (rank, holds, trials)
        assert one.total == (None if total is None else pytest.approx(float(total)))
        if one.rank is not None and one.best is not None and one.worst is not None:
            assert one.best <= one.rank <= one.worst
    assert [one.rank for one in found if one.rank] == sorted(one.rank for one in found if one.rank)


def test_an_order_by_hand() -> None:
    """Three people, two needs, reach counts double: A has (2 * 4 + 3) / 3, B has (2 * 3 + 5) / 3; they share the first place."""
    sheets = [
        {("A", "reach"): 4, ("A", "gravity"): 3, ("B", "reach"): 3, ("B", "gravity"): 5},
        {("A", "reach"): 4, ("A", "gravity"): 3, ("B", "reach"): 3, ("B", "gravity"): 5},
        {("A", "reach"): 5, ("A", "gravity"): 1, ("B", "reach"): 1, ("B", "gravity"): None},
    ]
    a, b = standings(sheets, ["A", "B"], {"reach": 2, "gravity": 1})
    assert (a.need, a.total, a.rank, a.counted) == ("A", pytest.approx(11 / 3), 1, 2)
    assert (b.need, b.total, b.rank, b.counted) == ("B", 3, 2, 1), "two answers are too few to count"


def test_too_few_answers_give_no_rank() -> None:
    sheets = [{("A", "reach"): 5}, {("A", "reach"): 5}]
    assert standings(sheets, ["A"], {"reach": 3}) == (Standing("A", None, None, 0, 0, 0, None, None),)
    assert standings([], [], {}) == ()


def test_an_order_that_hangs_on_one_person_is_not_firm() -> None:
    sheets = [{("A", "x"): 5, ("B", "x"): 1}] * 2 + [{("A", "x"): 1, ("B", "x"): 5}]
    first, second = standings(sheets, ["A", "B"], {"x": 3})
    assert (first.need, first.rank, first.holds, first.trials) == ("A", 1, 5, 5)
    assert (second.rank, second.holds, second.best) == (2, 3, 1), "without one of the two they share the first place"
