"""The solver against a twin that tries everything, its proof, and the cost of every change."""

import itertools
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from nybrott.core.pairing.changing import Changes
from nybrott.core.pairing.solving import Answer, Problem, cost, proves, solve

NOBODY = 10_000


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A few drivers and mentors, often with ties; the last mentor is nobody. Some drivers are stuck where there is room."""
    mentors = draw(st.integers(0, 3))
    price = st.integers(-3, 3) | st.integers(-50, 50)
    places = [sorted(draw(st.lists(st.integers(0, 4), max_size=3))) for _ in range(mentors)]
    room = [len(one) for one in places]
    costs: list[list[int | None]] = []
    stuck = set()
    for driver in range(draw(st.integers(0, 4))):
        row = [draw(st.none() | price) for _ in range(mentors)]
        decided = draw(st.integers(0, 8))
        if decided < mentors and room[decided]:
            room[decided] -= 1
            stuck.add(driver)
            costs.append([*(0 if at == decided else None for at in range(mentors)), None])
        else:
            costs.append([*row, NOBODY])
    return Problem(costs, [*places, [0] * len(costs)], frozenset(stuck))


def answers(problem: Problem) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Every answer there is with its cost."""
    choices = [[at for at, price in enumerate(row) if price is not None] for row in problem.costs]
    for at in itertools.product(*choices):
        if all(at.count(mentor) <= len(places) for mentor, places in enumerate(problem.places)):
            yield cost(problem, at), at


@given(problems())
@settings(deadline=None)
def test_the_answer_is_the_cheapest_and_of_those_the_first(problem: Problem) -> None:
    found = solve(problem)
    assert (cost(problem, found.at), tuple(found.at)) == min(answers(problem))
    assert proves(problem, found)


@given(problems())
@settings(deadline=None)
def test_the_prices_prove_no_answer_that_costs_more(problem: Problem) -> None:
    found = solve(problem)
    least = cost(problem, found.at)
    for whole, at in answers(problem):
        assert proves(problem, Answer(list(at), found.prices)) == (whole == least)


@given(problems())
@settings(deadline=None)
def test_the_cost_of_a_change_is_that_of_solving_anew(problem: Problem) -> None:
    found = solve(problem)
    least = cost(problem, found.at)
    changes = Changes(problem, found)
    every = list(answers(problem))
    for driver, row in enumerate(problem.costs):
        for mentor, price in enumerate(row):
            told = changes.cost(driver, mentor)
            with_it = [whole for whole, at in every if at[driver] == mentor]
            if price is None or driver in problem.stuck or not with_it:
                assert told is None
                continue
            assert told is not None
            assert told[0] == min(with_it) - least
            after = list(found.at)
            after[driver] = mentor
            for move in told[1]:
                assert after[move.driver] == move.here
                after[move.driver] = move.there
            assert cost(problem, after) == min(with_it)
