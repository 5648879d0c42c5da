"""Pretended starts: each is what the method says of a shorter series, one by one."""

from random import Random

import pytest

from nybrott.core.change import series
from nybrott.core.contrast import units
from nybrott.core.designs import Effect, TooFew
from nybrott.core.given import StatisticsError
from nybrott.core.placebo import placebo_series, placebo_units


def noise(n: int, seed: int) -> list[float]:
    chance = Random(seed)
    return [5 + chance.gauss(0, 1) for _ in range(n)]


def test_a_series_is_cut_before_its_start() -> None:
    values = [value + (6 if t >= 20 else 0) for t, value in enumerate(noise(30, 1))]
    found = placebo_series(values, 20, seed=1)
    assert found.starts == tuple(range(8, 13))
    assert found.real == series(values, 20, seed=1).level
    assert found.pretended == tuple(series(values[:20], at, seed=1).level for at in found.starts)
    effects = [one for one in found.pretended if isinstance(one, Effect)]
    assert isinstance(found.real, Effect)
    assert found.as_far == sum(abs(one.estimate) >= abs(found.real.estimate) for one in effects) == 0
    assert found.clear == sum(one.clear for one in effects)
    assert found.too_few is None


def test_a_short_series_cannot_be_pretended_with() -> None:
    found = placebo_series(noise(20, 1), 10, season=4, seed=1)
    assert found.too_few is not None
    assert (found.too_few.n, found.too_few.needed, found.too_few.unit) == (10, 20, "periods-before")
    assert found.pretended == ()
    assert isinstance(found.real, Effect)


def test_a_series_of_nothing_is_said() -> None:
    found = placebo_series([0.0] * 30, 20, seed=1)
    assert isinstance(found.real, TooFew)
    assert (found.as_far, found.clear) == (None, 0)
    assert all(isinstance(one, TooFew) for one in found.pretended)


def test_units_are_cut_before_their_start() -> None:
    treated = [noise(6, at) for at in range(4)]
    others = [noise(6, 10 + at) for at in range(5)]
    found = placebo_units(treated, others, 4, seed=1)

    def mean(values: list[float]) -> float:
        return sum(values) / len(values)

    def at(start: int, end: int) -> object:
        return units(
            [(mean(row[:start]), mean(row[start:end])) for row in treated],
            [(mean(row[:start]), mean(row[start:end])) for row in others],
            seed=1,
        ).effect

    assert found.real == at(4, 6)
    assert found.starts == (1, 2, 3)
    assert found.pretended == tuple(at(start, 4) for start in (1, 2, 3))
    assert isinstance(found.real, Effect)


def test_units_with_one_period_before_cannot_be_pretended_with() -> None:
    found = placebo_units([[1, 2]] * 4, [[1, 2]] * 4, 1, seed=1)
    assert found.too_few is not None
    assert (found.too_few.n, found.too_few.needed) == (1, 2)


def test_nobody_and_what_cannot_be() -> None:
    nobody = placebo_units([], [], 1, seed=1)
    assert isinstance(nobody.real, TooFew)
    assert nobody.real.why == "nobody"
    with pytest.raises(StatisticsError, match="a value for each period"):
        placebo_units([[1, 2]], [[1]], 1, seed=1)
    for start in (0, 2):
        with pytest.raises(StatisticsError, match="periods before it and after"):
            placebo_units([[1, 2]], [[1, 2]], start, seed=1)
    with pytest.raises(StatisticsError, match="unit 2: value 1"):
        placebo_units([[1, 2]], [[float("nan"), 2]], 1, seed=1)


def test_many_starts_are_spaced_evenly() -> None:
    rows = [noise(60, at) for at in range(8)]
    found = placebo_units(rows[:4], rows[4:], 50, seed=1)
    assert len(found.starts) == len(set(found.starts)) == 24
    assert (found.starts[0], found.starts[-1]) == (1, 49)
    assert list(found.starts) == sorted(found.starts)
