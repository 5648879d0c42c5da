"""One series before and after: Newey–West by double sums, and what cannot be said."""

from itertools import pairwise
from math import cos, isclose, pi, sin, sqrt
from random import Random
from statistics import median, quantiles

import pytest

from nybrott.core.change import LEAST_PERIODS, series
from nybrott.core.designs import Effect, TooFew
from nybrott.core.draws import normals
from nybrott.core.given import StatisticsError
from nybrott.core.regression import STRENGTHS, beyond, default_lags, newey_west, reach, regressors, tie_of, yardstick


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss's elimination, with the largest in front."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        top = max(range(at, len(rows)), key=lambda r: abs(rows[r][at]))
        rows[at], rows[top] = rows[top], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(len(rows)):
            if other != at:
                rows[other] = [a - rows[other][at] * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]


def slow_newey_west(x: list[list[float]], y: list[float], lags: int) -> tuple[list[float], list[float]]:
    """Normal equations, then every pair of periods with its weight: bread, meat, bread."""
    n, k = len(x), len(x[0])
    bread = [[sum(row[i] * row[j] for row in x) for j in range(k)] for i in range(k)]
    coefficients = solved(bread, [sum(row[i] * value for row, value in zip(x, y, strict=True)) for i in range(k)])
    left = [value - sum(c * v for c, v in zip(coefficients, row, strict=True)) for row, value in zip(x, y, strict=True)]
    meat = [[0.0] * k for _ in range(k)]
    for s in range(n):
        for t in range(n):
            weight = max(0.0, 1 - abs(s - t) / (lags + 1))
            for i in range(k):
                for j in range(k):
                    meat[i][j] += weight * left[s] * left[t] * x[s][i] * x[t][j]
    errors = []
    for i in range(k):
        slice_of = solved(bread, [float(j == i) for j in range(k)])
        errors.append(
            sqrt(sum(slice_of[a] * meat[a][b] * slice_of[b] for a in range(k) for b in range(k)) * n / (n - k))
        )
    return coefficients, errors


def wandering(n: int, seed: int, step: float = 0.0, start: int = 0) -> list[float]:
    chance, last, values = Random(seed), 0.0, []
    for t in range(n):
        last = 0.4 * last + chance.gauss(0, 1)
        values.append(10 + 0.1 * t + last + (step if t >= start else 0))
    return values


@pytest.mark.parametrize(("lags", "season"), [(0, None), (3, None), (6, 12), (40, None)])
def test_newey_west_by_double_sums(lags: int, season: int | None) -> None:
    values = wandering(30, seed=lags)
    x = regressors(30, 18, season)
    coefficients, errors, fitted = newey_west(x, values, lags)
    slow_coefficients, slow_errors = slow_newey_west(x, values, min(lags, 10**6))
    if lags < 30:
        assert errors == pytest.approx(slow_errors, rel=1e-7)
    assert coefficients == pytest.approx(slow_coefficients, rel=1e-7)
    assert fitted[0] == pytest.approx(sum(c * v for c, v in zip(slow_coefficients, x[0], strict=True)))


def test_a_row_says_what_the_model_says() -> None:
    rows = regressors(6, 4, 12)
    assert rows[3] == [1, 3, 0, 0, sin(pi / 2), cos(pi / 2)]
    assert rows[5][:4] == [1, 5, 1, 1]


def test_a_step_is_seen_and_drawn() -> None:
    found = series(wandering(40, 3, step=8, start=25), 25, seed=1)
    assert isinstance(found.level, Effect)
    assert isinstance(found.slope, Effect)
    assert found.level.clear
    assert found.level.interval.holds(8)
    assert found.slope.interval.holds(0)
    assert len(found.fitted) == len(found.without) == 40
    assert found.fitted[:25] == found.without[:25]
    assert found.fitted[25] - found.without[25] == pytest.approx(found.level.estimate)
    assert found.fitted[39] - found.without[39] == pytest.approx(found.level.estimate + 14 * found.slope.estimate)
    assert found.slope_before is not None


def test_interval_and_chance_never_disagree() -> None:
    for seed in range(60):
        found = series(wandering(26, seed), 15, seed=1)
        for effect in (found.level, found.slope):
            assert isinstance(effect, Effect)
            assert effect.p is not None
            assert effect.clear == (effect.p <= 0.05)


def test_limits_are_looked_up_in_drawn_series(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each drawn series fitted by the slow regression: how tied its residuals are, and how many errors away step and bend lie."""
    monkeypatch.setattr("nybrott.core.regression.DRAWN", 19)
    known = yardstick(17, 9, None, 3, 77)
    x, noise = regressors(17, 9, None), normals(77, 17, 19)
    for at, strength in enumerate(STRENGTHS):
        ties, far = [], []
        for one in range(19):
            values: list[float] = []
            for t in range(17):
                before = strength * values[-1] if t else 0.0
                values.append(before + noise[t][one] / (sqrt(1 - strength**2) if t == 0 else 1))
            coefficients, errors = slow_newey_west(x, values, 3)
            left = [
                value - sum(c * v for c, v in zip(coefficients, row, strict=True))
                for row, value in zip(x, values, strict=True)
            ]
            ties.append(sum(a * b for a, b in pairwise(left)) / sum(a * a for a in left))
            assert tie_of(left) == pytest.approx(ties[-1])
            far.append([abs(coefficients[column]) / errors[column] for column in (2, 3)])
        assert known.shown[at] == pytest.approx(max([median(ties), *known.shown[:at]]))
        if strength == STRENGTHS[-1]:
            assert known.most == pytest.approx(quantiles(ties, n=20, method="inclusive")[-1])
        for column in (0, 1):
            assert known.far[at][column] == pytest.approx(sorted(one[column] for one in far), rel=1e-6)


def test_between_two_strengths_limits_lie_between_theirs() -> None:
    known = yardstick(30, 18, None, 6, 1)
    assert known.strength(-1) == 0
    assert known.strength(known.shown[3]) == pytest.approx(0.3)
    half = (known.shown[3] + known.shown[4]) / 2
    assert known.strength(half) == pytest.approx(0.35)
    assert known.distances(half, 0) == pytest.approx((known.far[3][0] + known.far[4][0]) / 2)
    assert known.strength(known.shown[-1]) == known.strength(known.most) == 0.95
    assert known.strength(known.most + 0.01) is None
    assert known.distances(2, 1) == pytest.approx(known.far[-1][1])
    far = known.distances(half, 0)
    # as far as more than one in twenty lies beyond, its own place counted
    assert beyond(far, reach(far)) == 201 / 4000
    assert beyond(far, reach(far) + 1e-9) == 200 / 4000
    assert beyond(far, 1e9) == 1 / 4000


def test_intervals_hold_a_step_in_series_that_hang_together() -> None:
    held = 0
    for seed in range(200):
        chance, last, values = Random(seed), 0.0, []
        for t in range(36):
            last = 0.5 * last + chance.gauss(0, 1)
            values.append(last + (4 if t >= 24 else 0))
        level = series(values, 24, seed=1).level
        held += isinstance(level, Effect) and level.interval.holds(4)
    assert 0.90 <= held / 200 <= 0.985


def test_a_series_that_only_drifts_cannot_be_told() -> None:
    chance, values = Random(1), [0.0]
    for _t in range(59):
        values.append(values[-1] + 1 + chance.gauss(0, 0.05) - (0.9 if 20 < len(values) < 50 else 0))
    found = series(values, 15, seed=1)
    assert isinstance(found.level, TooFew)
    assert (found.level.why, found.level.needed, found.dependence) == ("too-dependent", None, None)


def test_long_series_are_taken_and_endless_ones_not() -> None:
    chance = Random(2)
    found = series([chance.gauss(0, 1) for _ in range(500)], 250, seed=1)
    assert isinstance(found.level, Effect)
    assert found.level.interval.holds(0)
    with pytest.raises(StatisticsError, match="2001 periods; at most 2000"):
        series([0.0] * 2001, 9, seed=1)


def test_more_periods_have_more_lags() -> None:
    assert [default_lags(n) for n in (1, 16, 36, 100)] == [0, 5, 7, 12]


def test_a_yearly_wave_is_taken_out() -> None:
    chance = Random(5)
    values = [sin(2 * pi * t / 12) * 5 + chance.gauss(0, 0.1) for t in range(36)]
    plain, known = series(values, 18, seed=1), series(values, 18, season=12, seed=1)
    assert isinstance(known.level, Effect)
    assert abs(known.level.estimate) < 0.3
    # neighbours in an untamed wave hang together more than any tie that fades
    assert isinstance(plain.level, TooFew)


@pytest.mark.parametrize(
    ("values", "start", "season", "why", "needed"),
    [
        ([], 0, None, "nobody", None),
        (list(range(15)), 8, None, "series-too-short", LEAST_PERIODS),
        (list(range(16)), 0, None, "series-too-short", LEAST_PERIODS),
        (list(range(16)), 16, None, "series-too-short", LEAST_PERIODS),
        (list(range(18)), 9, 12, "series-too-short", LEAST_PERIODS + 2),
        ([0.0] * 20, 10, None, "nothing-varies", None),
        ([2.5 * t for t in range(20)], 10, None, "nothing-varies", None),
        ([float(t >= 10) for t in range(20)], 10, None, "nothing-varies", None),
    ],
)
def test_too_few_is_an_answer(
    values: list[float], start: int, season: int | None, why: str, needed: int | None
) -> None:
    found = series(values, start, season=season, seed=1)
    for one, measure in ((found.level, "level-change"), (found.slope, "slope-change")):
        assert isinstance(one, TooFew)
        assert (one.why, one.needed, one.measure) == (why, needed, measure)
    assert (found.fitted, found.without, found.slope_before) == ((), (), None)


def test_a_series_that_cannot_be() -> None:
    with pytest.raises(StatisticsError, match="start is period 4, and the series has 3"):
        series([1, 2, 3], 4, seed=1)
    with pytest.raises(StatisticsError, match="the series: value 2"):
        series([1, float("inf"), 3], 1, seed=1)
    with pytest.raises(StatisticsError, match="season"):
        series([1, 2, 3], 1, season=2, seed=1)
    with pytest.raises(StatisticsError, match="lags"):
        series([1, 2, 3], 1, lags=-1, seed=1)
    with pytest.raises(StatisticsError, match="seed"):
        series([1, 2, 3], 1, seed=-1)


def test_the_same_from_another_unit() -> None:
    values = wandering(30, 9)
    one, other = series(values, 16, seed=1), series([value * 1000 for value in values], 16, seed=1)
    assert isinstance(one.level, Effect)
    assert isinstance(other.level, Effect)
    assert isclose(one.level.estimate * 1000, other.level.estimate, rel_tol=1e-9)
    assert one.level.p == pytest.approx(other.level.p)
