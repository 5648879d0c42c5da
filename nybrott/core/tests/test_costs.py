"""What a run cost, against fractions that lose nothing."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.costs import Worked, per, total

MOST = 10**14  # øre: 10¹² kroner


def half_up(exact: Fraction) -> int:
    whole = Decimal(exact.numerator * 10 // exact.denominator) / 10  # one decimal is enough to see a half
    return int(whole.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("minutes", "rate", "cost"),
    [(60, 45_000, 45_000), (30, 1, 1), (29, 1, 0), (90, 33_333, 50_000), (10, 100, 17), (0, None, 0), (0, 5, 0), (600, 0, 0)],
)  # fmt: skip
def test_time_has_the_price_of_its_hours_with_half_an_ore_upwards(minutes: int, rate: int | None, cost: int) -> None:
    assert Worked("driver", minutes, minutes, rate).cost == cost
    assert Worked("driver", minutes, minutes, rate).expected == cost


def test_what_has_no_price_is_said_and_never_counted_as_nothing() -> None:
    lines = [Worked("driver", 120, 600, 50_000), Worked("mentor", 60, 90), Worked("lead", 0, None)]
    found = total(lines, [1_250])
    assert (found.hours, found.other, found.all, found.without_rate) == (100_000, 1_250, 101_250, ("mentor",))
    assert (found.whole, found.known) == (False, True)
    assert (lines[1].cost, lines[1].expected, lines[2].expected) == (None, None, None)
    assert (total([], []).known, total([], []).whole) == (False, True)


@pytest.mark.parametrize(("amount", "number", "each"), [(100, 3, 33), (200, 3, 67), (5, 2, 3), (0, 4, 0), (100, 0, None), (100, -1, None)])  # fmt: skip
def test_what_none_cost_cannot_be_said(amount: int, number: int, each: int | None) -> None:
    assert per(amount, number) == each


@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.one_of(st.none(), st.integers(0, MOST))), max_size=6),
    st.lists(st.integers(0, MOST), max_size=6),
    st.integers(1, 10**6),
)
def test_sums_and_prices_agree_with_fractions(work: list[tuple[int, int | None]], paid: list[int], number: int) -> None:
    lines = [Worked(str(place), minutes, None, rate) for place, (minutes, rate) in enumerate(work)]
    found = total(lines, paid)
    exact = [half_up(Fraction(minutes * rate, 60)) for minutes, rate in work if rate is not None]
    assert found.all == sum(exact) + sum(paid)
    assert len(found.without_rate) == sum(rate is None and minutes > 0 for minutes, rate in work)
    assert per(found.all, number) == half_up(Fraction(found.all, number))
