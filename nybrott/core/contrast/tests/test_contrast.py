"""Two groups and two counts: everything tried, and what cannot be said."""

from fractions import Fraction
from itertools import combinations, product
from math import comb, inf, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit
from scipy.stats import fisher_exact

from nybrott.core.contrast import groups, rates, shares
from nybrott.core.contrast.few import can_tell, enough_in_each, enough_units
from nybrott.core.contrast.ranking import brunner_munzel, newcombe
from nybrott.core.designs import Effect, TooFew
from nybrott.core.given import StatisticsError
from nybrott.core.margins import difference
from nybrott.core.statistics import wilson

ANSWERS = st.lists(st.integers(1, 5), min_size=4, max_size=6)


def slow_rank(value: float, among: list[float]) -> float:
    return sum(other < value for other in among) + (sum(other == value for other in among) + 1) / 2


@given(ANSWERS, ANSWERS)
def test_every_way_to_share_people_out_is_tried(a: list[int], b: list[int]) -> None:
    everybody = [float(value) for value in [*a, *b]]
    ranks = [slow_rank(value, everybody) for value in everybody]
    sums = [sum(ranks[at] for at in chosen) for chosen in combinations(range(len(everybody)), len(b))]
    seen = sum(ranks[len(a) :])
    lower, upper = sum(one <= seen for one in sums) / len(sums), sum(one >= seen for one in sums) / len(sums)
    effect = groups(a, b, scale=(1, 5)).effect
    assert isinstance(effect, Effect)
    assert effect.p == pytest.approx(min(1, 2 * min(lower, upper)))
    assert effect.estimate == pytest.approx(sum((y > x) + (y == x) / 2 for x in a for y in b) / len(a) / len(b))
    assert 0 <= effect.interval.low <= effect.estimate <= effect.interval.high <= 1


@given(st.lists(st.integers(1, 5), min_size=2, max_size=20), st.lists(st.integers(1, 5), min_size=2, max_size=20))
def test_brunner_munzel_from_ranks(a: list[int], b: list[int]) -> None:
    """As in their paper: ranks among all less ranks among one's own."""
    one, other = [float(x) for x in a], [float(y) for y in b]
    m, n = len(one), len(other)
    whole = [slow_rank(value, one + other) for value in one + other]
    own = [slow_rank(x, one) for x in one] + [slow_rank(y, other) for y in other]
    mean_a, mean_b = sum(whole[:m]) / m, sum(whole[m:]) / n
    part_a = sum((whole[at] - own[at] - mean_a + (m + 1) / 2) ** 2 for at in range(m)) / (m - 1)
    part_b = sum((whole[at] - own[at] - mean_b + (n + 1) / 2) ** 2 for at in range(m, m + n)) / (n - 1)
    estimate, error, freedom = brunner_munzel(one, other)
    assert estimate == pytest.approx((mean_b - (n + 1) / 2) / m)
    assert error == pytest.approx(sqrt(part_a / (m * n * n) + part_b / (n * m * m)), abs=1e-12)
    if error:
        top = (m * part_a + n * part_b) ** 2
        assert freedom == pytest.approx(top / ((m * part_a) ** 2 / (m - 1) + (n * part_b) ** 2 / (n - 1)))


@pytest.mark.parametrize(("estimate", "m", "n"), [(1.0, 4, 4), (0.0, 5, 9), (0.5, 10, 10), (1.0, 30, 6)])
def test_newcombes_limits_for_groups_apart(estimate: float, m: int, n: int) -> None:
    """Every truth on a fine grid: kept when the estimate is within 1.96 errors of it, by Hanley and McNeil's two chances."""

    def error(truth: float) -> float:
        same_a, same_b = truth / (2 - truth), 2 * truth**2 / (1 + truth)
        each = (m + n) / 2 - 1
        return sqrt(max(0, truth * (1 - truth) + each * (same_a - truth**2) + each * (same_b - truth**2)) / (m * n))

    kept = [t / 20_000 for t in range(20_001) if abs(t / 20_000 - estimate) <= 1.959964 * error(t / 20_000) + 1e-12]
    low, high = newcombe(estimate, m, n)
    assert low == pytest.approx(kept[0], abs=1e-4)
    assert high == pytest.approx(kept[-1], abs=1e-4)


def test_groups_that_do_not_overlap_have_an_interval_with_a_width() -> None:
    effect = groups([1, 1, 2, 2], [3, 4, 4, 5]).effect
    assert isinstance(effect, Effect)
    assert (effect.estimate, effect.interval.high, effect.interval.method) == (1, 1, "newcombe-superiority")
    assert 0.4 < effect.interval.low < 0.9
    assert effect.p == pytest.approx(2 / comb(8, 4))


def test_everybody_answers_the_same() -> None:
    effect = groups([3] * 30, [3] * 30).effect
    assert isinstance(effect, Effect)
    assert (effect.estimate, effect.p, effect.clear) == (0.5, 1, False)
    assert effect.interval.low < 0.5 < effect.interval.high


def test_larger_groups_are_tested_as_their_interval_is_made() -> None:
    for shift in range(3):
        a, b = [1 + at % 5 for at in range(40)], [1 + (at + shift * at // 20) % 6 for at in range(33)]
        effect = groups(a, b).effect
        assert isinstance(effect, Effect)
        assert effect.p is not None
        assert effect.test == "brunner-munzel"
        assert effect.clear == (effect.p < 0.05)
        # by hand: a slope of the log-odds, as the curve itself shows it
        estimate, error, freedom = brunner_munzel(a, b)
        slope = (log((estimate + 1e-6) / (1 - estimate - 1e-6)) - log((estimate - 1e-6) / (1 - estimate + 1e-6))) / 2e-6
        for limit, side in ((effect.interval.low, -1), (effect.interval.high, 1)):
            odds = log(estimate / (1 - estimate)) + side * stdtrit(freedom, 0.975) * error * slope
            assert log(limit / (1 - limit)) == pytest.approx(odds, abs=1e-6)


@pytest.mark.parametrize(
    ("a", "b", "why", "n"),
    [
        ([], [], "nobody", 0),
        ([1, 2], [], "one-side-empty", 0),
        ([], [1], "one-side-empty", 0),
        ([1, 2, 3], [4, 5, 6], "no-outcome-tells", 3),
    ],
)
def test_too_few_is_an_answer(a: list[int], b: list[int], why: str, n: int) -> None:
    for effect in (groups(a, b).effect, shares((0, len(b)), (len(a), len(b))).effect):
        assert isinstance(effect, TooFew)
        assert (effect.why, effect.n, effect.needed, effect.unit) == (why, n, 4, "people-in-each-group")


def test_one_against_forty_is_enough() -> None:
    effect = groups([9], [1 + at % 3 for at in range(40)]).effect
    assert isinstance(effect, Effect)
    assert (effect.estimate, effect.interval.method) == (0, "newcombe-superiority")
    overlapping = groups([2], [1 + at % 3 for at in range(40)]).effect
    assert isinstance(overlapping, Effect)
    assert overlapping.interval.holds(0.5)


def test_how_many_are_enough() -> None:
    assert enough_in_each() == 4
    assert [enough_units(treated) for treated in (1, 2, 3, 4)] == [40, 10, 8, 8]
    assert not can_tell(0, 50)
    assert can_tell(1, 39)
    assert not can_tell(1, 38)


def test_answers_that_cannot_be() -> None:
    with pytest.raises(StatisticsError, match="the second group: value 3 is 6, outside the scale from 1 to 5"):
        groups([1, 2], [3, 4, 6], scale=(1, 5))
    with pytest.raises(StatisticsError, match="the first group: value 1 is “None”"):
        groups([None], [3])  # type: ignore[list-item]


# --- shares ---


@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_newcombe_puts_two_wilson_intervals_together(m: int, n: int, data: st.DataObject) -> None:
    """The farthest both shares can be moved at once, each towards its Wilson limit, along a quarter of a circle: looked at step by step."""
    a, b = data.draw(st.integers(0, m)), data.draw(st.integers(0, n))
    first, second = wilson(a, m), wilson(b, n)
    assert first is not None
    assert second is not None
    low, high = difference((a, b), (m, n))
    down, up = (a / m - first[0], first[1] - a / m), (b / n - second[0], second[1] - b / n)
    angles = [step / 2000 for step in range(2001)]
    highest = b / n - a / m + max(up[1] * sqrt(1 - t * t) + down[0] * t for t in angles)
    lowest = b / n - a / m - max(up[0] * sqrt(1 - t * t) + down[1] * t for t in angles)
    assert high == pytest.approx(highest, abs=1e-4)
    assert low == pytest.approx(lowest, abs=1e-4)
    assert -1 - 1e-9 <= low <= b / n - a / m <= high <= 1 + 1e-9


@given(st.integers(4, 7), st.integers(4, 7), st.data())
def test_fisher_tries_every_table(m: int, n: int, data: st.DataObject) -> None:
    """Everybody's answer is dealt out anew in every way."""
    a, b = data.draw(st.integers(0, m)), data.draw(st.integers(0, n))
    dealt = [sum(at < m for at in said) for said in combinations(range(m + n), a + b)]
    chance = {hits: Fraction(dealt.count(hits), len(dealt)) for hits in set(dealt)}
    effect = shares((a, b), (m, n)).effect
    assert isinstance(effect, Effect)
    assert effect.p == pytest.approx(float(sum(one for one in chance.values() if one <= chance[a])))
    assert effect.estimate == pytest.approx(b / n - a / m)
    assert effect.interval.holds(effect.estimate)


@pytest.mark.parametrize(
    ("hits", "n", "missing"), [((1, 3), (4, 5), (2, 3)), ((0, 0), (0, 5), (3, 1)), ((4, 0), (4, 4), (0, 2))]
)
def test_missing_answers_are_tried_both_ways(
    hits: tuple[int, int], n: tuple[int, int], missing: tuple[int, int]
) -> None:
    everybody = (n[0] + missing[0], n[1] + missing[1])
    tried = [
        difference((hits[0] + one, hits[1] + other), everybody)
        for one, other in product(range(missing[0] + 1), range(missing[1] + 1))
    ]
    bounds = shares(hits, n, missing=missing).bounds
    assert bounds is not None
    assert bounds.low == pytest.approx(min(low for low, _ in tried))
    assert bounds.high == pytest.approx(max(high for _, high in tried))


def test_many_people_are_weighed_in_logarithms() -> None:
    for hits in ((500, 560), (530, 530), (3, 30)):
        effect = shares(hits, (1500, 1400)).effect
        assert isinstance(effect, Effect)
        table = [[hits[0], 1500 - hits[0]], [hits[1], 1400 - hits[1]]]
        assert effect.p == pytest.approx(fisher_exact(table).pvalue, rel=1e-6)
    with pytest.raises(StatisticsError, match="At most 1,000,000 people"):
        shares((1, 1), (10, 10**6))


def test_nobody_missing_has_no_bounds() -> None:
    assert shares((1, 2), (5, 5)).bounds is None
    assert shares((0, 2), (0, 5), missing=(0, 1)).bounds is None


def test_shares_that_cannot_be() -> None:
    for hits, n, missing, says in (
        ((3, 1), (2, 4), (0, 0), "3 is no part of 2"),
        ((0, -1), (2, 4), (0, 0), "“-1”"),
        ((0, 1), (2, 4), (0, -1), "missing is “-1”"),
    ):
        with pytest.raises(StatisticsError, match=says):
            shares(hits, n, missing=missing)


# --- counts ---


@pytest.mark.parametrize(
    ("events", "exposure"), [((5, 9), (2.0, 1.0)), ((0, 8), (3, 3)), ((7, 0), (1, 2)), ((20, 31), (10, 10.5))]
)
def test_the_ratio_is_every_ratio_not_refused(events: tuple[int, int], exposure: tuple[float, float]) -> None:
    """With a ratio at a limit, what was seen has a tail of 2.5 %, every count added up."""
    total = sum(events)

    def tail(ratio: float, counts: range) -> float:
        share = ratio * exposure[1] / (ratio * exposure[1] + exposure[0])
        return sum(comb(total, k) * share**k * (1 - share) ** (total - k) for k in counts)

    effect = rates(events, exposure).effect
    assert isinstance(effect, Effect)
    assert effect.p is not None
    if events[1]:
        assert tail(effect.interval.low, range(events[1], total + 1)) == pytest.approx(0.025)
    else:
        assert effect.interval.low == effect.estimate == 0
    if events[0]:
        assert tail(effect.interval.high, range(events[1] + 1)) == pytest.approx(0.025)
        assert effect.estimate == pytest.approx(events[1] / exposure[1] / (events[0] / exposure[0]))
    else:
        assert effect.interval.high == effect.estimate == inf
    below, above = tail(1, range(events[1] + 1)), tail(1, range(events[1], total + 1))
    assert effect.p == pytest.approx(min(1, 2 * min(below, above)))
    assert effect.clear == (effect.p < 0.05)


@pytest.mark.parametrize(
    ("events", "exposure", "why", "needed"),
    [
        ((0, 0), (1, 1), "all-zero", 6),
        ((2, 3), (1, 1), "no-outcome-tells", 6),
        ((0, 1), (1, 999), "no-outcome-tells", None),
    ],
)
def test_few_events_are_an_answer(
    events: tuple[int, int], exposure: tuple[float, float], why: str, needed: int | None
) -> None:
    effect = rates(events, exposure).effect
    if needed is None:
        assert isinstance(effect, Effect)  # one event in a thousandth of the time would have told
        return
    assert isinstance(effect, TooFew)
    assert (effect.why, effect.needed, effect.n, effect.unit) == (why, needed, sum(events), "events")


def test_counts_that_cannot_be() -> None:
    for events, exposure in (((-1, 2), (1, 1)), ((1, 2), (0, 1)), ((1, 2), (1, inf)), ((1, 2.5), (1, 1))):
        with pytest.raises(StatisticsError, match="is “"):
            rates(events, exposure)  # type: ignore[arg-type]
