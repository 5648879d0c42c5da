"""Numbers of people told to those who may not read what the people said: never so exact that somebody can be picked out.

Below `FEW` nothing more than that is told. From there on a number is told as *at least*, in steps of `FEW`, and a whole
never tells what its parts hide: what several pages say together, quarter by quarter too, is no more than what each says. Where
exact counts may be shown but for the small ones, `core.statistics.to_hide` says which. Pure.
"""

from collections.abc import Iterable

from nybrott.core.statistics import FEW


def at_least(number: int) -> int:
    """What is told of a number of people: 0 for fewer than `FEW`, else the step at or below it."""
    return number - number % FEW


def whole_at_least(parts: Iterable[int]) -> int:
    """What is told of the sum of parts that are told themselves. It is built of the parts that can be told alone, so that
    nobody finds a small part by taking the others away; when there are only small ones, no more than that they are not few
    together."""
    numbers = list(parts)
    large = at_least(sum(number for number in numbers if number >= FEW))
    return large or (FEW if sum(numbers) >= FEW else 0)
