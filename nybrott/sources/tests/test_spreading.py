"""One crew for several kinds of work: the answers in order, the same processes, an error where it is asked for."""

import os
from collections.abc import Iterator

import pytest

from nybrott.sources import Crew, spread


def halved(number: int) -> float:
    return 12 / number


def who(_: object) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_answers_come_in_order_and_an_error_is_raised_where_it_is_asked_for(jobs: int) -> None:
    with Crew(jobs) as crew:
        assert list(crew.spread(halved, range(1, 40), ahead=1)) == [12 / number for number in range(1, 40)]
        assert list(crew.spread(halved, ())) == []
        answers: Iterator[float] = crew.spread(halved, (2, 3, 0, 4))
        assert [next(answers), next(answers)] == [6.0, 4.0]
        with pytest.raises(ZeroDivisionError):
            next(answers)
        assert list(crew.spread(halved, (6,))) == [2.0]  # the crew is still there


def test_the_same_processes_do_it_all_and_none_starts_without_work() -> None:
    with Crew(2) as crew:
        assert crew._pool is None
        first = {*crew.spread(who, range(20))}
        assert first.isdisjoint({os.getpid()})
        assert {*crew.spread(who, range(20))} <= set(crew._pool._processes)  # type: ignore[attr-defined]
    assert {*spread(who, range(3), jobs=1)} == {os.getpid()}
