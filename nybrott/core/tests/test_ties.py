"""How needs hang together: the truth table of contradictions, held against looking at the whole graph."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.support import themes
from nybrott.core.ties import Tie, fault, same_as

S, P, C = "same", "part", "causes"


@pytest.mark.parametrize(
    ("ties", "apart", "new", "said"),
    [
        ([], [], (S, 1, 1), "itself"),
        ([], [], (C, 1, 1), "itself"),
        ([], [], (S, 1, 2), ""),
        ([(S, 1, 2)], [], (S, 2, 1), "already"),
        ([(S, 1, 2)], [], (P, 1, 2), "already"),
        ([(P, 1, 2)], [], (P, 2, 1), "already"),
        ([(C, 1, 2)], [], (S, 1, 2), "already"),
        ([(S, 1, 2), (S, 2, 3)], [], (S, 1, 3), ""),
        ([(S, 1, 2), (S, 2, 3)], [], (P, 1, 3), "same"),
        ([(S, 1, 2), (S, 2, 3)], [], (C, 3, 1), "same"),
        ([(P, 1, 2), (P, 2, 3)], [], (P, 3, 1), "ring"),
        ([(P, 1, 2), (P, 2, 3)], [], (P, 1, 3), ""),
        ([(P, 1, 2), (S, 2, 3)], [], (P, 3, 1), "ring"),
        ([(P, 1, 2), (P, 2, 3)], [], (S, 3, 1), "part"),
        ([(P, 1, 2), (S, 2, 3)], [], (S, 1, 3), "part"),
        ([(P, 1, 2), (P, 1, 3)], [], (S, 2, 3), ""),
        ([(C, 1, 2), (S, 2, 3)], [], (S, 1, 3), "cause"),
        ([(C, 1, 2), (C, 2, 3)], [], (S, 1, 3), ""),
        ([(C, 1, 2), (C, 2, 3)], [], (C, 3, 1), ""),
        ([], [{1, 2}], (S, 1, 2), "apart"),
        ([], [{1, 2}], (C, 1, 2), ""),
        ([], [{1, 2}], (P, 1, 2), ""),
        ([(S, 1, 3)], [{1, 2}], (S, 3, 2), "apart"),
        ([(S, 1, 3)], [{4, 5}], (S, 3, 2), ""),
    ],
)
def test_what_contradicts_what(
    ties: list[tuple[str, int, int]], apart: list[set[int]], new: tuple[str, int, int], said: str
) -> None:
    assert fault([Tie(*one) for one in ties], Tie(*new), [frozenset(pair) for pair in apart]) == said  # type: ignore[arg-type]


def holds(ties: list[Tie], apart: list[frozenset[int]]) -> bool:
    """Whether a whole graph is free of contradictions, by drawing each group as one and walking everywhere."""
    group = {key: number for number, keys in enumerate(themes(range(6), [(t.one, t.other) for t in ties if t.kind == S])) for key in keys}  # fmt: skip
    if any(len({group[key] for key in pair}) == 1 for pair in apart):
        return False
    if any(group[t.one] == group[t.other] for t in ties if t.kind == C):
        return False
    above = {(group[t.one], group[t.other]) for t in ties if t.kind == P}
    for _step in range(6):
        above |= {(a, d) for a, b in above for c, d in above if b == c}
    return not any(a == b for a, b in above)


a_tie = st.builds(Tie, st.sampled_from([S, P, C]), st.integers(0, 5), st.integers(0, 5))
a_pair = st.sampled_from([frozenset(pair) for pair in combinations(range(6), 2)])


@given(st.lists(a_tie, max_size=12), st.lists(a_pair, max_size=3))
def test_what_is_let_in_never_contradicts_and_what_is_not_would(tried: list[Tie], apart: list[frozenset[int]]) -> None:
    standing: list[Tie] = []
    for new in tried:
        said = fault(standing, new, apart)
        would_hold = (
            new.one != new.other and all(t.pair != new.pair for t in standing) and holds([*standing, new], apart)
        )
        assert (said == "") is would_hold, (standing, new, said)
        if not said:
            standing.append(new)


@given(st.lists(a_tie, max_size=8), st.integers(0, 5))
def test_the_same_is_what_themes_by_sameness_hold(ties: list[Tie], start: int) -> None:
    groups = themes(range(6), [(t.one, t.other) for t in ties if t.kind == S])
    assert same_as(ties, start) == set(next(group for group in groups if start in group))
