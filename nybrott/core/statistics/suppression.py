"""Which counts must not be shown, so that no few people can be told from the rest, nor by taking one number from another.

A group of counts is shown together with its sum: quarters with all time, units with the organisation. Hiding the small ones
is not enough: one hidden count is the sum less the others. What is hidden is therefore known as a whole, and that whole
must be many too. Groups may stand inside each other (units within a quarter, quarters within all time), outermost
first, as long as nothing is shown within a group that is hidden: then everything that can be worked out from what is
shown is a sum of shown counts and of such wholes, and none of these is of few people.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

FEW = 5  # fewer than this many people are too few

Key = TypeVar("Key", bound=Hashable)


def to_hide(counts: Mapping[Key, int], *, few: int = FEW) -> frozenset[Key]:
    """The keys of the counts to hide, when their sum and all others are shown. A count of nobody tells of nobody.

    When all together are few, all that are not nobody are hidden, and their sum must be hidden as well. Raises `ValueError`
    for a count below nothing.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is never below nothing")
    hidden = {key for key, count in counts.items() if 0 < count < few}
    # the smallest of the others go too, until those hidden are many together; equals in the order they are given
    others = sorted((key for key, count in counts.items() if count >= few), key=lambda key: counts[key])
    whole = sum(counts[key] for key in hidden)
    # one alone is never hidden but for being small, and then it never is many
    while hidden and whole < few and others:
        key = others.pop(0)
        hidden.add(key)
        whole += counts[key]
    return frozenset(hidden)
