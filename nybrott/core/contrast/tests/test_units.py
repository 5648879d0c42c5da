"""Difference in differences by randomisation: every assignment and every effect, one by one."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nybrott.core.contrast import units
from nybrott.core.designs import Effect, TooFew
from nybrott.core.given import StatisticsError

MODULE = "nybrott.core.contrast.randomising"


def slow(gains: list[float], treated: int, effect: float) -> tuple[float, float]:
    """Take the effect away from those treated; then how often another assignment differs as much upward, and downward."""
    left = [gain - effect if at < treated else gain for at, gain in enumerate(gains)]
    differences = []
    for chosen in combinations(range(len(left)), treated):
        inside = [left[at] for at in chosen]
        outside = [left[at] for at in range(len(left)) if at not in chosen]
        differences.append(sum(inside) / len(inside) - sum(outside) / len(outside))
    seen = differences[0]
    slack = 1e-9
    return (
        sum(one >= seen - slack for one in differences) / len(differences),
        sum(one <= seen + slack for one in differences) / len(differences),
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-8, 8), min_size=8, max_size=9), st.integers(3, 4))
def test_every_assignment_and_every_effect_is_tried(gains: list[int], treated: int) -> None:
    pairs = [(1.0, 1.0 + gain) for gain in gains]
    found = units(pairs[:treated], pairs[treated:], seed=1)
    effect = found.effect
    assert isinstance(effect, Effect)
    up, down = slow([float(gain) for gain in gains], treated, 0)
    assert effect.p == pytest.approx(min(1, 2 * min(up, down)))
    assert effect.clear == (effect.p <= 0.05)
    assert found.exact
    assert found.seed is None
    for tried in [step / 2 for step in range(-40, 41)]:
        up, down = slow([float(gain) for gain in gains], treated, tried)
        kept = min(up, down) > 0.025
        inside = effect.interval.low - 1e-6 <= tried <= effect.interval.high + 1e-6
        assert kept == inside, tried


def test_as_far_counts_both_ways_and_itself() -> None:
    gains = [5.0, 4.0, 6.0, 0.0, 1.0, -1.0, 0.0, 2.0]
    found = units([(0, gain) for gain in gains[:3]], [(0, gain) for gain in gains[3:]], seed=1)
    differences = []
    for chosen in combinations(range(8), 3):
        inside = sum(gains[at] for at in chosen) / 3
        differences.append(inside - (sum(gains) - inside * 3) / 5)
    assert found.assignments == len(differences) == 56
    assert found.as_far == sum(abs(one) >= abs(differences[0]) - 1e-9 for one in differences)
    assert isinstance(found.effect, Effect)
    assert found.effect.estimate == pytest.approx(differences[0])


def test_drawn_assignments_near_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(4)
    pairs = [(0.0, chance.gauss(2.0 if at < 5 else 0.0, 2)) for at in range(13)]
    exact = units(pairs[:5], pairs[5:], seed=3)
    monkeypatch.setattr(f"{MODULE}.MOST_EXACT", 10)
    drawn, again, other = (units(pairs[:5], pairs[5:], seed=seed) for seed in (3, 3, 4))
    assert drawn == again
    assert drawn != other
    assert (drawn.exact, drawn.seed, drawn.assignments) == (False, 3, 10_000)
    for one in (drawn, other):
        assert isinstance(exact.effect, Effect)
        assert isinstance(one.effect, Effect)
        assert one.effect.test == "randomisation-sampled"
        assert one.effect.p == pytest.approx(exact.effect.p, abs=0.02)
        assert one.effect.interval.low == pytest.approx(exact.effect.interval.low, abs=0.3)
        assert one.effect.interval.high == pytest.approx(exact.effect.interval.high, abs=0.3)


@pytest.mark.parametrize(
    ("treated", "others", "why", "needed", "looked"),
    [
        (0, 0, "nobody", None, 0),
        (0, 5, "one-side-empty", None, 0),
        (1, 0, "one-side-empty", 40, 0),
        (1, 1, "no-outcome-tells", 40, 2),
        (1, 38, "no-outcome-tells", 40, 39),
        (3, 4, "no-outcome-tells", 8, 35),
    ],
)
def test_too_few_is_an_answer(treated: int, others: int, why: str, needed: int | None, looked: int) -> None:
    found = units([(0, 9)] * treated, [(0, 1)] * others, seed=1)
    assert isinstance(found.effect, TooFew)
    assert (found.effect.why, found.effect.needed, found.effect.n) == (why, needed, treated + others)
    assert found.assignments == looked


def test_one_treated_of_forty_can_be_told() -> None:
    """Abadie, Diamond and Hainmueller (2010): the most extreme of 39 has 1/39 = 0.026, just too much for two sides."""
    found = units([(0, 9)], [(0, at / 10) for at in range(38)], seed=1)
    assert f"{found.as_far / found.assignments:.3f}" == "0.026"
    one_more = units([(0, 9)], [(0, at / 10) for at in range(39)], seed=1).effect
    assert isinstance(one_more, Effect)
    assert one_more.p == pytest.approx(2 / 40)
    assert one_more.clear


def test_all_zero_and_all_the_same() -> None:
    effect = units([(0, 0)] * 4, [(0, 0)] * 5, seed=1).effect
    assert isinstance(effect, Effect)
    assert (effect.estimate, effect.p, effect.interval.low, effect.interval.high, effect.clear) == (0, 1, 0, 0, False)


def test_values_that_cannot_be() -> None:
    with pytest.raises(StatisticsError, match="units without: value 2"):
        units([(0, 1)], [(0, 1), (float("nan"), 2)], seed=1)
    with pytest.raises(StatisticsError, match=r"value 1 is 1e\+16; at most 1e\+15"):
        units([(0, 1)], [(1e16, 1)], seed=1)
    with pytest.raises(StatisticsError, match="2001 units; at most 2000"):
        units([(0, 1)], [(0, 1)] * 2000, seed=1)
    with pytest.raises(StatisticsError, match="seed"):
        units([(0, 1)], [(0, 1)], seed=-1)
