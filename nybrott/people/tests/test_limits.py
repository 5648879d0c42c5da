"""Tries are counted exactly, also when two come at once, and a limit ends by the clock."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.limits import Limit, TooMany
from nybrott.people.actions.limits import forget_tries, give_back, spend
from nybrott.people.models import Tries

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
THREE = Limit("test", 3, timedelta(minutes=10))


def try_it(minutes: float = 0, who: str = "kari", limit: Limit = THREE) -> datetime | None:
    """None when it was allowed, else when it may be tried again."""
    try:
        spend(limit=limit, who=who, now=NOW + timedelta(minutes=minutes))
    except TooMany as trouble:
        return trouble.again_at
    return None


@pytest.mark.django_db
def test_a_limit_ends_by_the_clock_and_others_are_not_touched() -> None:
    again = NOW + timedelta(minutes=10)
    assert [try_it(minute) for minute in (0, 1, 2, 3, 9.99)] == [None, None, None, again, again]
    assert try_it(3, who="ola") is None
    assert try_it(3, limit=Limit("other", 3, THREE.span)) is None
    assert try_it(10) is None, "a new span begins"
    assert try_it(19) is None


@pytest.mark.django_db
def test_a_try_that_succeeded_is_given_back() -> None:
    for minute in range(20):
        assert try_it(minute / 10) is None
        give_back(limit=THREE, who="kari", now=NOW)
    give_back(limit=THREE, who="kari", now=NOW)
    assert Tries.objects.get().times == 0, "never below nothing"


@pytest.mark.django_db
def test_nobody_can_be_read_from_what_is_kept_and_it_is_forgotten() -> None:
    try_it(who="kari@example.org")
    kept = Tries.objects.get()
    assert "kari" not in kept.key
    assert len(kept.key) == 64
    assert forget_tries(now=NOW) == 0
    assert forget_tries(now=NOW + THREE.span) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_just_so_many_are_allowed() -> None:
    limit = Limit("storm", 20, timedelta(minutes=1))

    def one(_number: int) -> bool:
        try:
            spend(limit=limit, who="storm", now=NOW)
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as many:
        assert sum(many.map(one, range(60))) == 20


@given(st.lists(st.floats(0, 40, allow_nan=False), max_size=30))
@pytest.mark.django_db
def test_never_more_than_allowed_within_any_span_that_a_try_began(minutes: list[float]) -> None:
    Tries.objects.all().delete()
    allowed = [minute for minute in sorted(minutes) if try_it(minute) is None]
    began: list[list[float]] = []
    for minute in allowed:
        if not began or minute >= began[-1][0] + 10:
            began.append([])
        began[-1].append(minute)
    assert all(len(span) <= 3 for span in began)


@pytest.mark.parametrize(("times", "minutes"), [(0, 1), (1, 0), (1, -1)])
def test_a_limit_that_allows_nothing_is_a_mistake(times: int, minutes: int) -> None:
    with pytest.raises(ValueError, match="at least one try"):
        Limit("x", times, timedelta(minutes=minutes))
