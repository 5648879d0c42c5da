"""Before and after in the same people: every sign tried, and what cannot be said."""

from itertools import product
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.change import paired
from nybrott.core.change.pairs import _about, _exact, signed_rank, twice_ranks
from nybrott.core.designs import Effect, TooFew
from nybrott.core.given import StatisticsError
from nybrott.core.margins import net_limits

ANSWERS = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=6, max_size=10)


def slow_ranks(values: list[float]) -> list[float]:
    """A rank is how many are smaller, and half of those that are equal, itself included, and a half."""
    return [
        sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2 for value in values
    ]


@given(ANSWERS)
def test_every_sign_is_tried(pairs: list[tuple[int, int]]) -> None:
    before, after = [one for one, _ in pairs], [other for _, other in pairs]
    found = paired(before, after, scale=(1, 6))
    steps = [late - early for early, late in pairs if late != early]
    signs = list(product((-1, 1), repeat=len(steps)))
    ups = [sum(sign > 0 for sign in one) for one in signs]
    seen = sum(step > 0 for step in steps)
    effect = found.effect
    assert isinstance(effect, Effect)
    lower, upper = sum(up <= seen for up in ups) / len(signs), sum(up >= seen for up in ups) / len(signs)
    assert effect.p == pytest.approx(min(1, 2 * min(lower, upper)))
    if not steps:
        assert found.signed_rank is None
        return
    ranks = slow_ranks([abs(step) for step in steps])
    sums = [sum(rank for rank, sign in zip(ranks, one, strict=True) if sign > 0) for one in signs]
    rose = sum(rank for rank, step in zip(ranks, steps, strict=True) if step > 0)
    lower, upper = sum(one <= rose for one in sums) / len(signs), sum(one >= rose for one in sums) / len(signs)
    assert found.signed_rank is not None
    assert found.signed_rank.up == rose
    assert found.signed_rank.p == pytest.approx(min(1, 2 * min(lower, upper)))


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_bonett_price_from_a_list_of_people(up: int, down: int, same: int) -> None:
    """The textbook's interval for a mean, of a list with one more who went up and one more who went down."""
    people = [1] * (up + 1) + [-1] * (down + 1) + [0] * same
    mean = sum(people) / len(people)
    spread = sum((one - mean) ** 2 for one in people) / len(people)
    reach = 1.959963984540054 * sqrt(spread / len(people))
    low, high = net_limits(up, down, up + down + same)
    assert isclose(low, max(-1, mean - reach), abs_tol=1e-12)
    assert isclose(high, min(1, mean + reach), abs_tol=1e-12)


@pytest.mark.parametrize("turn", [3, 4, 7])
def test_the_normal_tail_nears_the_exact_one(turn: int) -> None:
    ranks = twice_ranks([1 + (place * 7) % 5 for place in range(80)])
    least = sum(rank for place, rank in enumerate(ranks) if place % turn == 0)
    assert _about(ranks, least) == pytest.approx(_exact(ranks, least), abs=0.01)


def test_many_people_are_counted_by_the_normal_tail() -> None:
    found = signed_rank([1 if place % 3 else -1 for place in range(150)])
    assert found is not None
    assert found.method == "signed-rank-normal"
    assert found.p < 0.001


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(1, 4))
def test_missing_people_are_tried_up_and_down(up: int, down: int, same: int, missing: int) -> None:
    before = [3] * (up + down + same)
    after = [4] * up + [2] * down + [3] * same
    found = paired(before, after, missing=missing)
    n = up + down + same + missing
    tried = [net_limits(up + ways.count(1), down + ways.count(-1), n) for ways in product((-1, 0, 1), repeat=missing)]
    assert found.bounds is not None
    assert found.bounds.low == min(low for low, _ in tried)
    assert found.bounds.high == max(high for _, high in tried)


def test_everybody_answers_the_same() -> None:
    found = paired([4] * 30, [4] * 30)
    effect = found.effect
    assert isinstance(effect, Effect)
    assert (found.up, found.down, found.same, effect.estimate, effect.p, effect.clear) == (0, 0, 30, 0, 1, False)
    assert -0.13 < effect.interval.low < effect.interval.high < 0.13
    assert found.signed_rank is None
    assert found.bounds is None


@pytest.mark.parametrize("n", range(6))
def test_too_few_is_an_answer(n: int) -> None:
    effect = paired([1] * n, [2] * n).effect
    assert isinstance(effect, TooFew)
    assert (effect.n, effect.needed, effect.unit) == (n, 6, "people")
    assert effect.why == ("no-outcome-tells" if n else "nobody")


def test_six_who_all_went_up_can_be_told_from_chance() -> None:
    effect = paired([1] * 6, [2] * 6).effect
    assert isinstance(effect, Effect)
    assert effect.p == pytest.approx(2 / 64)
    assert effect.clear


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ([1, 2], [1], "2 answers before and 1 after"),
        ([1, 7], [1, 2], "before: value 2 is 7, outside the scale from 1 to 6"),
        ([1, 2], [1, float("nan")], "after: value 2 is “nan”"),
        ([1, 2], [1, True], "after: value 2 is “True”"),
    ],
)
def test_answers_that_cannot_be(before: list[float], after: list[float], says: str) -> None:
    with pytest.raises(StatisticsError, match=says):
        paired(before, after, scale=(1, 6))


def test_a_scale_goes_upward_and_missing_are_counted() -> None:
    with pytest.raises(StatisticsError, match="from 6 to 1"):
        paired([1], [1], scale=(6, 1))
    with pytest.raises(StatisticsError, match="once only"):
        paired([1], [1], missing=-1)
