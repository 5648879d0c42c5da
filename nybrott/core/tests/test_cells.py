"""Small groups stay hidden, whatever is put together."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.cells import FEW, at_least, whole_at_least


@pytest.mark.parametrize(("number", "told"), [(0, 0), (1, 0), (4, 0), (5, 5), (9, 5), (10, 10), (23, 20), (100, 100)])
def test_a_number_is_told_in_steps(number: int, told: int) -> None:
    assert at_least(number) == told


@pytest.mark.parametrize(
    ("parts", "told"), [([], 0), ([4], 0), ([3, 2], 5), ([4, 4, 4, 4, 4], 5), ([6, 2], 5), ([6, 4], 5), ([7, 8], 15), ([5, 1], 5)]
)  # fmt: skip
def test_a_whole_is_told_by_its_large_parts(parts: list[int], told: int) -> None:
    assert whole_at_least(parts) == told


@given(st.lists(st.integers(0, 40), max_size=6))
def test_a_whole_is_never_told_too_large(parts: list[int]) -> None:
    assert whole_at_least(parts) <= sum(parts)
    assert whole_at_least(parts) % FEW == 0


@pytest.mark.parametrize("size", [1, 2, 3])
def test_nothing_that_is_told_together_gives_a_small_part_away(size: int) -> None:
    """Every world of a few units: those that look the same from outside leave at least three numbers open for each small part."""
    seen: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for world in product(range(13), repeat=size):
        seen.setdefault((whole_at_least(world), *map(at_least, world)), []).append(world)
    for worlds in seen.values():
        for place in range(size):
            if worlds[0][place] < FEW:
                assert len({world[place] for world in worlds}) >= FEW - 1
