"""How needs hang together: the same as, a part of, causes. Says when a new tie would contradict those there are. Pure.

Ties of sameness make groups; whatever is said of one in a group is said of all of it. What is a part of something lies
below it, and nothing lies below itself. Causes may run in a ring (people know such rings well), but nothing causes itself.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "part", "causes"]
Fault = Literal["", "itself", "already", "apart", "same", "part", "cause", "ring"]


@dataclass(frozen=True, slots=True)
class Tie:
    """`one` is the same as, a part of, or causes `other`; both are keys."""

    kind: Kind
    one: int
    other: int

    @property
    def pair(self) -> frozenset[int]:
        """The two it ties, whichever way."""
        return frozenset((self.one, self.other))


def fault(ties: Collection[Tie], new: Tie, apart: Iterable[frozenset[int]] = ()) -> Fault:
    """Why a new tie cannot stand beside the others, "" when it can. `apart`: pairs that people said are not alike.

    `itself`: it ties something to itself. `already`: these two are tied. For sameness: `apart`: it would make a pair the
    same that people said is not alike; `part`, `cause`: one of the two is a part of the other, or causes it. For the other
    kinds: `same`: the two are the same already, through others; `ring`: it would become a part of itself.
    """
    if new.one == new.other:
        return "itself"
    if any(tie.pair == new.pair for tie in ties):
        return "already"
    one, other = same_as(ties, new.one), same_as(ties, new.other)
    return _of_sameness(ties, one, other, apart) if new.kind == "same" else _of_order(ties, new, one, other)


def _of_order(ties: Collection[Tie], new: Tie, one: frozenset[int], other: frozenset[int]) -> Fault:
    if new.other in one:
        return "same"
    return "ring" if new.kind == "part" and _leads(ties, other, one) else ""


def _of_sameness(
    ties: Collection[Tie], one: frozenset[int], other: frozenset[int], apart: Iterable[frozenset[int]]
) -> Fault:
    if one == other:
        return ""  # said once more, between others of the group
    if any(pair & one and pair & other for pair in apart):
        return "apart"
    if _leads(ties, one, other) or _leads(ties, other, one):
        return "part"
    return "cause" if any(tie.kind == "causes" and tie.pair & one and tie.pair & other for tie in ties) else ""


def same_as(ties: Iterable[Tie], start: int) -> frozenset[int]:
    """Everything that is the same as this, directly or through others, and itself."""
    return _reached({start}, [(a, b) for tie in ties if tie.kind == "same" for a, b in _both(tie)])


def _both(tie: Tie) -> tuple[tuple[int, int], tuple[int, int]]:
    return (tie.one, tie.other), (tie.other, tie.one)


def _leads(ties: Iterable[Tie], below: frozenset[int], above: frozenset[int]) -> bool:
    """Whether a way over parts and sameness, with at least one part in it, leads from a group up to another."""
    steps: list[tuple[int, int]] = []
    firsts: set[int] = set()
    for tie in ties:
        if tie.kind == "part":
            steps.append((tie.one, tie.other))
            if tie.one in below:
                firsts.add(tie.other)
        elif tie.kind == "same":
            steps.extend(_both(tie))
    return bool(_reached(firsts, steps) & above)


def _reached(start: Iterable[int], steps: Iterable[tuple[int, int]]) -> frozenset[int]:
    ways: dict[int, list[int]] = {}
    for one, other in steps:
        ways.setdefault(one, []).append(other)
    reached, ahead = set(start), list(start)
    while ahead:
        for there in ways.get(ahead.pop(), ()):
            if there not in reached:
                reached.add(there)
                ahead.append(there)
    return frozenset(reached)
