"""The straight line from a baseline to a target, held against a twin that walks it day by day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.progress import Standing, Way, is_worse, on_the_line, rounded, standing

VALUES = st.decimals(0, 10**13, places=2)
FIRST = date(2020, 2, 28)
DOWN = Way(
    Decimal(120), date(2024, 1, 1), Decimal(60), date(2024, 12, 26), up=False
)  # 360 days: a sixth of a fall a day


def walked(way: Way, day: date) -> Fraction:
    """The slow twin: one step a day, never past either end."""
    days = 0
    while way.baseline_on + timedelta(days=days) < way.target_on:
        days += 1
    step = (Fraction(way.target) - Fraction(way.baseline)) / days
    here, value = way.baseline_on, Fraction(way.baseline)
    while here < day and here < way.target_on:
        here += timedelta(days=1)
        value += step
    return value


def told(way: Way, value: Decimal, day: date, places: int) -> Standing | None:
    """What the twin says: from walking, and from asking people's questions in their order."""
    if day <= way.baseline_on:
        return None
    line = _half_up(walked(way, day), places)
    better = (lambda a, b: a >= b) if way.up else (lambda a, b: a <= b)
    if better(value, way.target):
        return Standing("reached", line, abs(value - way.target))
    if day > way.target_on:
        return Standing("short", line, abs(value - way.target))
    shown = _half_up(Fraction(value), places)
    where = "on" if shown == line else "ahead" if better(shown, line) else "behind"
    return Standing(where, line, abs(shown - line))  # type: ignore[arg-type]


def _half_up(value: Fraction, places: int) -> Decimal:
    """By counting up to the nearest step: none of the values here is below zero."""
    step = Fraction(10) ** -places
    low = value // step * step
    near = low + step if value - low >= step / 2 else low
    return Decimal(near.numerator) / Decimal(near.denominator)


@st.composite
def ways(draw: st.DrawFn) -> Way:
    one, other, up = draw(VALUES), draw(VALUES), draw(st.booleans())
    low, high = sorted((one, other))
    begins = FIRST + timedelta(days=draw(st.integers(0, 400)))
    ends = begins + timedelta(days=draw(st.integers(1, 1500)))
    return Way(low if up else high, begins, high if up else low, ends, up)


@given(ways(), VALUES, st.integers(-30, 1600), st.sampled_from([2, 0, -2]))
def test_it_stands_where_the_slow_twin_says(way: Way, value: Decimal, later: int, places: int) -> None:
    day = way.baseline_on + timedelta(days=later)
    assert on_the_line(way, day) == walked(way, day)
    assert standing(way, value, day, places=places) == told(way, value, day, places)


@given(ways(), VALUES, VALUES, st.integers(1, 1600))
def test_a_better_value_never_stands_worse(way: Way, one: Decimal, other: Decimal, later: int) -> None:
    day = way.baseline_on + timedelta(days=later)
    better, worse = (other, one) if is_worse(one, other, up=way.up) else (one, other)
    ranks = ["short", "behind", "on", "ahead", "reached"]
    first, second = (standing(way, value, day, places=2) for value in (better, worse))
    assert first is not None
    assert second is not None
    assert ranks.index(first.where) >= ranks.index(second.where)


@pytest.mark.parametrize(
    ("value", "day", "said"),
    [
        ("120", date(2024, 1, 1), None),
        ("90", date(2023, 12, 31), None),
        ("90", date(2024, 6, 29), Standing("on", Decimal("90.00"), Decimal(0))),
        ("80", date(2024, 6, 29), Standing("ahead", Decimal("90.00"), Decimal("10.00"))),
        ("90.5", date(2024, 6, 29), Standing("behind", Decimal("90.00"), Decimal("0.50"))),
        ("60", date(2024, 2, 1), Standing("reached", Decimal("114.83"), Decimal(0))),
        ("60.01", date(2024, 12, 27), Standing("short", Decimal("60.00"), Decimal("0.01"))),
    ],
)
def test_by_hand(value: str, day: date, said: Standing | None) -> None:
    assert standing(DOWN, Decimal(value), day, places=2) == said


def test_a_difference_nobody_sees_is_none() -> None:
    way = Way(Decimal(0), date(2024, 1, 1), Decimal(100), date(2024, 1, 4), up=True)
    found = standing(way, Decimal("33.33"), date(2024, 1, 2), places=2)
    assert found == Standing("on", Decimal("33.33"), Decimal(0))
    assert rounded(Fraction(12_345_650, 1), -2) == Decimal(12_345_700)
    assert (rounded(Fraction(1, 2), 0), rounded(Fraction(-1, 2), 0)) == (Decimal(1), Decimal(-1))


def test_a_line_that_leads_nowhere_is_refused() -> None:
    day = date(2024, 1, 1)
    with pytest.raises(ValueError, match="later"):
        Way(Decimal(1), day, Decimal(2), day, up=True)
    with pytest.raises(ValueError, match="no worse"):
        Way(Decimal(1), day, Decimal(2), date(2025, 1, 1), up=False)
    kept = Way(Decimal(95), day, Decimal(95), date(2025, 1, 1), up=True)  # to keep what one has is a goal too
    assert standing(kept, Decimal("94.9"), date(2024, 5, 1), places=2) == Standing(
        "behind", Decimal("95.00"), Decimal("0.10")
    )
