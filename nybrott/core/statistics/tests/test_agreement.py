"""Cohen's kappa against published tables, a slow obvious twin, and where it is not defined."""

from itertools import product
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.statistics import Agreement, agreement

Y, N = "yes", "no"


def pairs_of(table: list[list[int]], answers: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (answers[i], answers[j]) for i, j in product(range(len(answers)), repeat=2) for _again in range(table[i][j])
    ]


# Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., table 18.1: diagnoses of 100 people
# by two raters; kappa 0.68, standard error 0.087 (section 18.1). The others: kappa as in many textbooks' worked examples.
PUBLISHED = [
    ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.68, 0.087),
    ([[20, 5], [10, 15]], 0.40, None),
    ([[45, 15], [25, 15]], 0.1304, None),
    ([[25, 35], [5, 35]], 0.2593, None),
]


@pytest.mark.parametrize(("table", "kappa", "error"), PUBLISHED)
def test_published_tables(table: list[list[int]], kappa: float, error: float | None) -> None:
    answers = ("a", "b", "c")[: len(table)]
    found = agreement(pairs_of(table, answers), answers)
    assert [list(row) for row in found.table] == table
    assert found.n == sum(map(sum, table))
    assert found.kappa is not None
    assert found.low is not None
    assert found.high is not None
    digits = 2 if error else 4
    assert round(found.kappa, digits) == kappa
    if error:
        # the book rounds on its way
        assert abs((found.high - found.kappa) / 1.96 - error) < 0.001
        assert abs((found.kappa - found.low) / 1.96 - error) < 0.001


def slow_kappa(pairs: list[tuple[str, str]]) -> float:
    """The definition, word for word: every pair of answers that two people might have given by chance is looked at."""
    n = len(pairs)
    seen = sum(first == second for first, second in pairs) / n
    chance = sum(first == second for first, _ in pairs for _, second in pairs) / n**2
    return (seen - chance) / (1 - chance)


def slow_error(pairs: list[tuple[str, str]]) -> float:
    """The delta method by hand: how far kappa moves when one pair weighs a little more, over all pairs."""
    n, step = len(pairs), 1e-6

    def weighed(extra: tuple[str, str]) -> float:
        whole = n + step
        seen = (sum(first == second for first, second in pairs) + step * (extra[0] == extra[1])) / whole
        answers = {answer for pair in pairs for answer in pair}
        chance = (
            sum(
                (sum(first == answer for first, _ in pairs) + step * (extra[0] == answer))
                * (sum(second == answer for _, second in pairs) + step * (extra[1] == answer))
                for answer in answers
            )
            / whole**2
        )
        return (seen - chance) / (1 - chance)

    here = slow_kappa(pairs)
    return sqrt(sum(((weighed(pair) - here) / step * n) ** 2 for pair in pairs) / n / n)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40))
def test_the_slow_twin_agrees(pairs: list[tuple[str, str]]) -> None:
    found = agreement(pairs, "abc")
    assert found.n == len(pairs)
    if found.kappa is None:
        assert found.undefined == "one answer only"
        assert len(set(pairs)) == 1
        return
    assert isclose(found.kappa, slow_kappa(pairs), abs_tol=1e-9)
    assert -1 <= found.kappa <= 1
    if found.low is None or found.high is None:
        assert all(first == second for first, second in pairs) or slow_error(pairs) < 1e-3
    else:
        assert -1 <= found.low <= found.kappa <= found.high <= 1
        if found.low > -1:
            assert isclose((found.kappa - found.low) / 1.959963984540054, slow_error(pairs), abs_tol=1e-3)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), min_size=1, max_size=30))
def test_who_is_first_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    one, other = agreement(pairs, "ab"), agreement([(second, first) for first, second in pairs], "ab")
    assert (one.kappa is None) == (other.kappa is None)
    if one.kappa is not None and other.kappa is not None:
        assert isclose(one.kappa, other.kappa, abs_tol=1e-12)


def test_nothing_judged_is_said() -> None:
    assert agreement([], (Y, N)) == Agreement((Y, N), ((0, 0), (0, 0)), 0, None, None, undefined="nothing judged")


def test_one_answer_only_is_said() -> None:
    found = agreement([(Y, Y)] * 30, (Y, N))
    assert (found.kappa, found.agreed, found.n, found.undefined) == (None, 1.0, 30, "one answer only")


def test_full_agreement_has_no_interval() -> None:
    found = agreement([(Y, Y)] * 5 + [(N, N)] * 5, (Y, N))
    assert (found.kappa, found.low, found.high, found.undefined) == (1.0, None, None, "")


def test_never_agreeing_is_below_chance() -> None:
    found = agreement([(Y, N), (N, Y)] * 5, (Y, N))
    assert found.kappa == -1
    assert found.agreed == 0


def test_each_always_another_answer_is_no_agreement_beyond_chance() -> None:
    found = agreement([(Y, N)] * 7, (Y, N))
    assert found.kappa == 0


def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="no such answer: maybe"):
        agreement([(Y, "maybe")], (Y, N))
