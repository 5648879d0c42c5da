"""Figures of one group against slow twins, and what cannot be said."""

from fractions import Fraction
from itertools import product
from math import comb, exp, factorial
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.answers import bounds, rate, reliability, share
from nybrott.core.given import StatisticsError


@pytest.mark.parametrize(("hits", "n"), [(0, 1), (1, 1), (0, 12), (3, 12), (11, 12), (50, 100), (1, 400)])
def test_wilson_is_every_share_not_refused(hits: int, n: int) -> None:
    kept = [
        p / 20_000
        for p in range(20_001)
        if (hits / n - p / 20_000) ** 2 * n <= 1.959964**2 * p / 20_000 * (1 - p / 20_000)
    ]
    found = share(hits, n).wilson
    assert found is not None
    assert abs(found.low - kept[0]) < 1e-4
    assert abs(found.high - kept[-1]) < 1e-4


def at_most(hits: int, n: int, chance: float) -> float:
    """Every count, one by one."""
    return float(sum(comb(n, k) * Fraction(chance) ** k * (1 - Fraction(chance)) ** (n - k) for k in range(hits + 1)))


@pytest.mark.parametrize(("hits", "n"), [(0, 1), (1, 1), (0, 12), (3, 12), (11, 12), (12, 12), (30, 60)])
def test_exact_limits_leave_two_and_a_half_per_cent(hits: int, n: int) -> None:
    found = share(hits, n).exact
    assert found is not None
    assert found.low == 0 if hits == 0 else abs(1 - at_most(hits - 1, n, found.low) - 0.025) < 1e-9
    assert found.high == 1 if hits == n else abs(at_most(hits, n, found.high) - 0.025) < 1e-9


@given(st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_hold_the_share(given: tuple[int, int]) -> None:
    hits, n = given
    found = share(hits, n)
    if n == 0:
        assert found.too_few is not None
        assert (found.share, found.wilson, found.exact, found.too_few.why) == (None, None, None, "nobody")
        return
    assert found.share is not None
    assert found.wilson is not None
    assert found.exact is not None
    assert found.wilson.holds(found.share)
    assert 0 <= found.exact.low <= found.wilson.low + 0.02  # the exact one is the wider, but for corners
    assert found.exact.high <= 1


@pytest.mark.parametrize(
    ("hits", "n", "says"), [(3, 2, "3 is no part of 2"), (-1, 2, "“-1”"), (1, -1, "“-1”"), (True, 2, "“True”")]
)
def test_counts_that_cannot_be(hits: int, n: int, says: str) -> None:
    with pytest.raises(StatisticsError, match=says):
        share(hits, n)


@pytest.mark.parametrize("events", [0, 1, 2, 7, 40])
def test_garwood_leaves_two_and_a_half_per_cent(events: int) -> None:
    def up_to(k: int, mean: float) -> float:
        return sum(exp(-mean) * mean**i / factorial(i) for i in range(k + 1))

    found = rate(events, 4.0)
    assert found.rate == events / 4
    assert found.interval.low == 0 if events == 0 else abs(1 - up_to(events - 1, found.interval.low * 4) - 0.025) < 1e-9
    assert abs(up_to(events, found.interval.high * 4) - 0.025) < 1e-9


@pytest.mark.parametrize("exposure", [0, -1, float("inf"), float("nan"), True, "long"])
def test_nothing_is_counted_over_nothing(exposure: float) -> None:
    with pytest.raises(StatisticsError, match="number above 0"):
        rate(3, exposure)


def slow_alpha(rows: list[list[float]]) -> float:
    """From every pair of questions: their mean covariance against their mean variance."""
    n, k = len(rows), len(rows[0])
    means = [sum(row[item] for row in rows) / n for item in range(k)]

    def together(i: int, j: int) -> float:
        return sum((row[i] - means[i]) * (row[j] - means[j]) for row in rows) / (n - 1)

    apart = [together(i, j) for i in range(k) for j in range(k) if i != j]
    own = [together(i, i) for i in range(k)]
    between, within = sum(apart) / len(apart), sum(own) / k
    return k * between / (within + (k - 1) * between)


@given(
    st.integers(2, 5).flatmap(
        lambda k: st.lists(st.lists(st.integers(1, 6), min_size=k, max_size=k), min_size=2, max_size=12)
    )
)
def test_alpha_from_covariances_one_by_one(rows: list[list[int]]) -> None:
    found = reliability(rows, (1, 6))
    if len({sum(row) for row in rows}) == 1:
        assert found.alpha is None
        assert found.too_few is not None
        assert found.too_few.why == "nothing-varies"
        return
    assert found.alpha is not None
    assert found.interval is not None
    assert found.alpha == pytest.approx(slow_alpha([list(map(float, row)) for row in rows]), abs=1e-9)
    assert found.alpha <= 1
    assert found.interval.low <= found.interval.high <= 1


def test_feldt_holds_alpha_of_simulated_scales() -> None:
    # four questions that share half of what they vary by: alpha is 0.8
    chance, held = Random(7), 0
    for _scale in range(400):
        rows = []
        for _person in range(20):
            common = chance.gauss(0, 1)
            rows.append([common + chance.gauss(0, 1) for _item in range(4)])
        found = reliability(rows).interval
        held += found is not None and found.holds(0.8)
    assert 0.92 <= held / 400 <= 0.98


def test_people_who_left_a_question_out_are_counted_apart() -> None:
    found = reliability([[1, 2], [2, 3], [None, 4], [5, 4]])
    assert (found.n, found.left_out, found.items) == (3, 1, 2)


def test_a_scale_needs_people_and_questions() -> None:
    nobody, one = reliability([]), reliability([[1, 2, 3]])
    assert nobody.too_few is not None
    assert one.too_few is not None
    assert (nobody.too_few.why, one.too_few.why, one.too_few.needed) == ("nobody", "no-outcome-tells", 2)
    for wrong, says in (
        ([[1], [2]], "two questions"),
        ([[1, 2], [1]], "a place for each"),
        ([[1, 9]], "person 1: value 2 is 9"),
    ):
        with pytest.raises(StatisticsError, match=says):
            reliability(wrong, (1, 6))


@pytest.mark.parametrize(("hits", "answered", "missing"), [(0, 0, 4), (2, 5, 3), (5, 5, 0), (0, 6, 5)])
def test_bounds_try_every_answer_that_is_missing(hits: int, answered: int, missing: int) -> None:
    tried = [share(hits + sum(answers), answered + missing) for answers in product((0, 1), repeat=missing)]
    found = bounds(hits, answered, missing)
    assert found.interval is not None
    assert found.lowest == min(one.share or 0 for one in tried)
    assert found.highest == max(one.share or 0 for one in tried)
    assert found.interval.low == min(one.wilson.low for one in tried if one.wilson)
    assert found.interval.high == max(one.wilson.high for one in tried if one.wilson)
    assert found.share == (hits / answered if answered else None)


def test_bounds_of_nobody_and_of_what_cannot_be() -> None:
    found = bounds(0, 0, 0)
    assert found.too_few is not None
    assert (found.lowest, found.interval, found.too_few.needed) == (None, None, 1)
    with pytest.raises(StatisticsError, match="no part"):
        bounds(4, 3, 1)
    with pytest.raises(StatisticsError, match="missing"):
        bounds(1, 3, -1)
