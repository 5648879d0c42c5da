"""How few are too few for two sides: when not even the most extreme outcome could be told from chance."""

from math import comb

CHANCE = 0.05


def can_tell(first: int, second: int, *, sides: int = 2) -> bool:
    """Whether the most extreme of all ways to share out `first` + `second` has a chance of at most 5 %, counted on `sides` sides."""
    return first > 0 and second > 0 and sides / comb(first + second, first) <= CHANCE


def enough_in_each() -> int:
    """How many in each of two equal groups it takes before any outcome could be told from chance."""
    return next(n for n in range(1, 100) if can_tell(n, n))


def enough_units(treated: int) -> int:
    """How many units it takes in all, with so many that are treated, before any outcome could be told from chance."""
    return next(treated + others for others in range(1, 100) if can_tell(treated, others))
