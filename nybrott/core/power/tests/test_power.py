"""Power: every outcome weighed, or asked of the analysis itself one by one."""

from itertools import product
from math import comb, exp, factorial, inf, lgamma, log, sqrt
from random import Random

import pytest

from nybrott.core.change import paired, series
from nybrott.core.contrast import rates, shares, units
from nybrott.core.designs import Effect
from nybrott.core.draws import normals, uniforms
from nybrott.core.given import StatisticsError
from nybrott.core.power import CountPlan, PairPlan, SeriesPlan, SharePlan, Sight, UnitPlan, chance, least
from nybrott.core.power.counted import _poisson
from nybrott.core.power.shifted import assignments, limits
from nybrott.core.regression import tied


def holds(sight: Sight, truth: float) -> bool:
    """Whether the truth lies where 3.5 errors of the drawing reach: one in two thousand sound drawings fails."""
    assert sight.chance is not None
    return abs(sight.chance - truth) <= 3.5 * sqrt(max(truth * (1 - truth), 1e-3) / sight.times)


def upward(effect: object) -> bool:
    return isinstance(effect, Effect) and effect.interval.low > effect.nothing


@pytest.mark.parametrize(
    ("people", "movers", "change"), [(9, 0.4, 0.5), (14, 0.2, 0.3), (12, 0.5, 0.0), (10, 0.0, 1.0)]
)
def test_every_outcome_is_weighed(people: int, movers: float, change: float) -> None:
    """All numbers of people up and down, each with its chance, and what the analysis says of it."""
    moving = max(movers, change)
    rose, fell = (moving + change) / 2, (moving - change) / 2
    truth = false = 0.0
    for up, down in product(range(people + 1), repeat=2):
        same = people - up - down
        if same < 0:
            continue
        ways = factorial(people) // factorial(up) // factorial(down) // factorial(same)
        effect = paired([2] * people, [3] * up + [1] * down + [2] * same).effect
        assert isinstance(effect, Effect)
        truth += ways * rose**up * fell**down * (1 - rose - fell) ** same * upward(effect)
        false += ways * (movers / 2) ** (up + down) * (1 - movers) ** same * effect.clear
    found = chance(PairPlan(people, movers), change, seed=people)
    assert holds(found, truth)
    assert found.false_alarm is not None
    assert abs(found.false_alarm - false) < 0.02
    assert found.interval is not None
    assert found.chance is not None
    assert found.interval.holds(found.chance)


@pytest.mark.parametrize(("people", "base", "change"), [((8, 9), 0.3, 0.5), ((20, 12), 0.5, 0.3), ((15, 15), 0.0, 0.4)])
def test_every_table_is_weighed(people: tuple[int, int], base: float, change: float) -> None:
    def weight(hits: int, n: int, share: float) -> float:
        return comb(n, hits) * share**hits * (1 - share) ** (n - hits)

    truth = sum(
        weight(a, people[0], base) * weight(b, people[1], base + change) * upward(shares((a, b), people).effect)
        for a, b in product(range(people[0] + 1), range(people[1] + 1))
    )
    assert holds(chance(SharePlan(people, base), change, seed=3), truth)


@pytest.mark.parametrize(
    ("rate", "exposure", "change"), [(1.5, (4.0, 2.0), 3.0), (6.0, (1.0, 1.0), 2.0), (0.2, (2.0, 2.0), 1.0)]
)
def test_every_pair_of_counts_is_weighed(rate: float, exposure: tuple[float, float], change: float) -> None:
    def weight(count: int, mean: float) -> float:
        return exp(count * log(mean) - mean - lgamma(count + 1))

    means = rate * exposure[0], rate * exposure[1] * change
    truth = sum(
        weight(a, means[0]) * weight(b, means[1]) * upward(rates((a, b), exposure).effect)
        for a, b in product(range(45), range(55))
    )
    assert holds(chance(CountPlan(rate, exposure), change, seed=5), truth)


@pytest.mark.parametrize("mean", [0.01, 3.0, 700.0, 9_000.0])
def test_counts_are_looked_up_where_they_lie(mean: float) -> None:
    drawn = uniforms(1, 1, 4000)[0]
    counts = _poisson(drawn, mean)
    assert float(counts.mean()) == pytest.approx(mean, abs=4 * sqrt(mean / 4000))
    assert float(counts.var()) == pytest.approx(mean, rel=0.15, abs=0.01)


def test_series_are_asked_one_by_one() -> None:
    """The analysis itself, of each drawn series with the step put in."""
    plan, step = SeriesPlan(14, 10, 3.0, 0.4), 9.0
    values = tied(normals(8, 24, 100), 0.4) * 3.0 * sqrt(1 - 0.16)
    seen = clear = 0
    for one in range(100):
        told = [float(value) for value in values[:, one]]
        level = series([value + step * (t >= 14) for t, value in enumerate(told)], 14, seed=1).level
        seen += upward(level)
        flat = series(told, 14, seed=1).level
        clear += isinstance(flat, Effect) and flat.clear
    found = chance(plan, step, seed=8, times=100)
    assert found.chance == seen / 100
    assert found.false_alarm == clear / 100


@pytest.mark.parametrize(("m", "n"), [(4, 4), (3, 6), (2, 9)])
def test_units_are_asked_one_by_one(m: int, n: int) -> None:
    plan = UnitPlan(m, n, 2.0)
    changes = normals(4, m + n, 100) * 2.0
    seen = 0
    for one in range(100):
        rows = [(0.0, float(value)) for value in changes[:, one]]
        effect = units([(0.0, value + 3) for _, value in rows[:m]], rows[m:], seed=1).effect
        seen += upward(effect)
    assert chance(plan, 3.0, seed=4, times=100).chance == seen / 100


def test_drawn_assignments_give_nearly_the_same_limits() -> None:
    changes = normals(2, 14, 300)
    every = [limits(assignments(6, 8, seed), changes) for seed in (1, 2)]  # 3003 ways: drawn
    rows = [(0.0, float(value)) for value in changes[:, 0]]
    exact = units(rows[:6], rows[6:], seed=1).effect
    assert isinstance(exact, Effect)
    for low, high in every:
        assert len(low) == len(high) == 300
        assert float(low[0]) == pytest.approx(exact.interval.low, abs=0.15)
        assert float(high[0]) == pytest.approx(exact.interval.high, abs=0.15)


@pytest.mark.parametrize(
    "plan",
    [PairPlan(24), SharePlan((40, 50), 0.3), CountPlan(2.0, (6, 3)), SeriesPlan(24, 12, 2.0, 0.2), UnitPlan(4, 6, 1.5)],
)
def test_the_least_change_is_seen_as_often_as_wanted_and_no_smaller_one_is(plan: PairPlan) -> None:
    found = least(plan, seed=2, times=500)
    assert found.change is not None
    assert found.chance is not None
    assert found.chance >= 0.8
    assert chance(plan, found.change, seed=2, times=500).chance == found.chance
    nothing = 1.0 if isinstance(plan, CountPlan) else 0.0
    smaller = chance(plan, nothing + 0.98 * (found.change - nothing), seed=2, times=500).chance
    assert smaller is not None
    assert smaller < found.chance
    assert found.false_alarm is not None
    assert found.false_alarm <= 0.09
    assert least(plan, seed=2, times=500) == found
    assert (found.measure, found.plan, found.seed) == (plan.measure, plan, 2)


def test_more_people_see_less() -> None:
    seen = [least(PairPlan(people), seed=1, times=400).change for people in (10, 20, 40, 80)]
    assert seen == sorted(seen, reverse=True)
    ratios = [least(CountPlan(3, (2, after)), seed=1, times=400).change for after in (0.5, 1, 2, 4)]
    assert ratios == sorted(ratios, reverse=True)


def test_what_cannot_be_seen_is_said() -> None:
    # nine of ten say yes already, and there are few
    full = least(SharePlan((8, 8), 0.9), seed=1, times=300)
    assert full.change is None
    assert full.chance is not None
    assert full.chance < 0.8
    # one event in a hundred years
    rare = least(CountPlan(0.0001, (1, 1)), seed=1, times=300)
    assert (rare.change, rare.false_alarm) == (None, 0)
    # neighbours hang together more than can be told from drifting in every fifth series
    assert least(SeriesPlan(8, 8, 1.0, 0.9), seed=1, times=300, wanted=0.99).change is None


@pytest.mark.parametrize(
    ("plan", "needed", "why"),
    [
        (PairPlan(0), 6, "nobody"),
        (PairPlan(5), 6, "no-outcome-tells"),
        (SharePlan((3, 3), 0.5), 4, "no-outcome-tells"),
        (SharePlan((0, 30), 0.5), 4, "one-side-empty"),
        (SeriesPlan(30, 7, 1.0), 8, "series-too-short"),
        (UnitPlan(1, 30, 1.0), 40, "no-outcome-tells"),
        (UnitPlan(0, 3, 1.0), None, "one-side-empty"),
    ],
)
def test_too_few_is_an_answer(plan: PairPlan, needed: int | None, why: str) -> None:
    for found in (least(plan, seed=1), chance(plan, 0.2, seed=1)):
        assert found.too_few is not None
        assert (found.too_few.needed, found.too_few.why) == (needed, why)
        assert (found.change, found.chance, found.interval, found.false_alarm) == (None, None, None, None)


def test_a_history_says_how_a_series_varies() -> None:
    chance_, last, values = Random(3), 0.0, []
    for t in range(200):
        last = 0.5 * last + chance_.gauss(0, 1)
        values.append(20 + 0.3 * t + last)
    plan = SeriesPlan.like(values, 12)
    assert (plan.before, plan.after) == (200, 12)
    assert plan.tie == pytest.approx(0.5, abs=0.15)
    assert plan.spread == pytest.approx(1 / sqrt(0.75), rel=0.15)
    assert SeriesPlan.like([float(t % 2) for t in range(20)], 9).tie == 0
    for wrong, says in (
        ([1.0] * 7, "7 periods; at least 8"),
        ([2.0 * t for t in range(9)], "does not vary"),
        ([0.0] * 9, "does not vary"),
    ):
        with pytest.raises(StatisticsError, match=says):
            SeriesPlan.like(wrong, 9)


def test_a_history_says_how_units_differ() -> None:
    # two starts fit: the third period, and the fourth
    plan = UnitPlan.like([[1, 1, 2, 4], [0, 2, 4, 1]], 1, before=2, after=1)
    assert (plan.treated, plan.others) == (1, 1)
    changes = [[2 - 1, 4 - 1.5], [4 - 1, 1 - 3]]
    squares = [(changes[0][at] - changes[1][at]) ** 2 / 2 for at in (0, 1)]
    assert plan.spread == pytest.approx(sqrt(sum(squares) / 2))
    for rows, treated, before, says in (
        ([[1, 2]], 1, 1, "at least two units"),
        ([[1, 2], [1]], 1, 1, "at least two units"),
        ([[1, 2], [1, 3]], 3, 1, "3 units with the programme are more than the 2"),
        ([[1, 2], [1, 3]], 1, 2, "history has 2 periods; 2 before and 1 after"),
        ([[1, 2], [2, 3]], 1, 1, "all changed alike"),
    ):
        with pytest.raises(StatisticsError, match=says):
            UnitPlan.like(rows, treated, before=before, after=1)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: PairPlan(-1), "number of people is “-1”"),
        (lambda: PairPlan(9, 1.5), "from 0 to 1"),
        (lambda: SharePlan((9, 9), -0.1), "the share is “-0.1”"),
        (lambda: CountPlan(0, (1, 1)), "the rate is “0”"),
        (lambda: CountPlan(1, (1, inf)), "counted over is “inf”"),
        (lambda: CountPlan(100, (1, 900)), "More than 10,000"),
        (lambda: SeriesPlan(300, 101, 1.0), "at most 400"),
        (lambda: SeriesPlan(9, 9, 1.0, 0.95), "from 0 to 0.9"),
        (lambda: SeriesPlan(9, 9, 0), "the spread"),
        (lambda: UnitPlan(300, 300, 1), "at most 500"),
        (lambda: chance(PairPlan(9), 1.1, seed=1), "from 0 to 1"),
        (lambda: chance(SharePlan((9, 9), 0.7), 0.4, seed=1), "from 0 to 0.3"),
        (lambda: chance(CountPlan(1, (9, 9)), 0.5, seed=1), "from 1 to 100"),
        (lambda: chance(UnitPlan(4, 4, 1), -1, seed=1), "from 0 to inf"),
        (lambda: chance(PairPlan(9), 0.5, seed=-1), "the seed"),
        (lambda: chance(PairPlan(9), 0.5, seed=1, times=10), "outcomes drawn is “10”"),
        (lambda: chance(PairPlan(9), 0.5, seed=1, times=10**6), "At most 100,000"),
        (lambda: least(PairPlan(9), seed=1, wanted=1), "between 0 and 1"),
    ],
)
def test_plans_that_cannot_be(made: "object", says: str) -> None:
    with pytest.raises(StatisticsError, match=says):
        made()  # type: ignore[operator]
