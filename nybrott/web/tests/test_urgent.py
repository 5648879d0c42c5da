"""Which of all that waits is the one next step, and why: a truth table."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from django.utils.translation import override

from nybrott.web.urgent import Waiting, most_urgent, reason

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def a_session(name: str, hours: float, lasts: float = 1) -> Waiting:
    begins = NOW + timedelta(hours=hours)
    return Waiting("session", name, "/", begins_at=begins, ends_at=begins + timedelta(hours=lasts))


def a_task(name: str, days: int | None = None) -> Waiting:
    return Waiting("task", name, "/", due_on=None if days is None else TODAY + timedelta(days=days))


# from the most urgent to the least, and why each would be first
ORDER = (
    (a_session("has begun", -0.5), "because it has begun"),
    (a_session("begins within two hours", 2), "because it begins at 11:00 today"),
    (a_task("twelve days late", -12), "because it was due 12 days ago"),
    (a_task("a day late", -1), "because it was due a day ago"),
    (Waiting("answer", "asked", "/"), "because someone is waiting for your answer"),
    (a_session("begins this afternoon", 6), "because it begins at 15:00 today"),
    (a_task("due today", 0), "because it is due today"),
    (a_task("due tomorrow", 1), "because it is due on Saturday 28 November"),
    (a_task("due in a week", 7), "because it is due on Friday 4 December"),
    (Waiting("step", "a challenge", "/"), "because it is the next step of a challenge you work on"),
    (Waiting("beginning", "a first step", "/"), "because it brings you from nothing to a first challenge"),
    (a_task("due in eight days", 8), "because it is due on Saturday 5 December"),
    (a_task("whenever"), "because nothing else has a nearer day"),
    (a_session("tomorrow", 20), "because it is the first in your calendar: Saturday 28 November at 06:00"),
)
NEVER = (a_session("over", -3), a_session("in nine days", 216), Waiting("session", "without a time", "/"))


@pytest.mark.parametrize("place", range(len(ORDER)))
def test_each_comes_before_all_that_stand_below_it(place: int) -> None:
    first, why = ORDER[place]
    below = [one for one, _why in ORDER[place + 1 :]]
    assert most_urgent([*reversed(below), *NEVER, first], NOW) is first
    assert reason(first, NOW) == why


@pytest.mark.parametrize("pair", [(ORDER[0][0], ORDER[4][0], ORDER[9][0])])
def test_the_order_they_come_in_does_not_matter(pair: tuple[Waiting, ...]) -> None:
    assert {most_urgent(order, NOW) for order in permutations(pair)} == {pair[0]}


def test_what_is_over_or_of_another_day_is_never_next() -> None:
    assert most_urgent(NEVER, NOW) is None
    assert most_urgent([], NOW) is None


def test_a_decision_is_as_pressing_as_an_answer() -> None:
    decision, answer = Waiting("decision", "a goal", "/"), Waiting("answer", "asked", "/")
    assert most_urgent([answer, decision], NOW) is answer
    assert most_urgent([decision, answer], NOW) is decision
    assert most_urgent([a_task("due today", 0), decision], NOW) is decision
    assert reason(decision, NOW) == "because it is waiting for your decision"


def test_of_two_alike_the_first_given_stays_first() -> None:
    one, other = a_task("one", 3), a_task("other", 3)
    assert most_urgent([one, other], NOW) is one
    assert isinstance(one.due_on, date)
