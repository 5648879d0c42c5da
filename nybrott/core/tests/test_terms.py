"""Calendar months, against counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.terms import months_after, months_between

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def slowly(day: date, months: int) -> date:
    """The same, a month at a time: step over the first of each month, then as far into the month as it goes."""
    at = day.replace(day=1)
    for _ in range(abs(months)):
        at = (at + timedelta(days=31)).replace(day=1) if months > 0 else (at - timedelta(days=1)).replace(day=1)
    last = (at + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return at.replace(day=min(day.day, last.day))


@given(DAYS, st.integers(-60, 60))
def test_months_are_those_of_the_calendar(day: date, months: int) -> None:
    assert months_after(day, months) == slowly(day, months)


@given(DAYS, DAYS)
def test_whole_months_between_are_the_most_that_fit(one: date, other: date) -> None:
    first, last = sorted((one, other))
    whole = months_between(first, last)
    assert slowly(first, whole) <= last < slowly(first, whole + 1)
    assert months_between(last, first) == -whole


def test_a_short_month_takes_its_last_day_and_no_day_is_said() -> None:
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)
    with pytest.raises(OverflowError):
        months_after(date(2026, 1, 1), 12 * 9000)
