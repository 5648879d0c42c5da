"""Who sits where: as many as can be, the first in line first, each as well as leaves a place for the others.

Places are numbers from 0, and sets of places the bits of a whole number.
"""

from collections.abc import Mapping, Sequence


def seat(tiers: Sequence[Sequence[int]]) -> dict[int, int]:
    """Gives places to those in line: position in the line → place; who is not in it goes without.

    `tiers` has for each in line, the first first, sets of places: the dearest, then the next dear, and so on. Places of a tier are
    all the same to them. Who can be seated together with all who are before them and were seated, is (no larger number could be);
    then each in turn gets the dearest tier that leaves everybody seated, and at last the lowest place of it that does.
    """
    seated: dict[int, int] = {}
    may = {at: _union(wanted) for at, wanted in enumerate(tiers)}
    for at in may:
        _find_place(at, may, seated)
    for at in sorted(seated):
        for tier in tiers[at]:
            if _narrow(at, tier, may, seated):
                break
    for at in sorted(seated):
        for place in _places(may[at]):
            if _narrow(at, 1 << place, may, seated):
                break
    return seated


def _union(tiers: Sequence[int]) -> int:
    whole = 0
    for tier in tiers:
        whole |= tier
    return whole


def _narrow(at: int, places: int, may: dict[int, int], seated: dict[int, int]) -> bool:
    """Let them have nothing but these places from now on, if everybody seated can still be; False and as it was otherwise."""
    if places >> seated[at] & 1:
        may[at] = places
        return True
    had, kept = may[at], seated.pop(at)
    may[at] = places
    if _find_place(at, may, seated):
        return True
    may[at], seated[at] = had, kept
    return False


def _find_place(at: int, may: Mapping[int, int], seated: dict[int, int]) -> bool:
    """Seat one more, moving others among the places they may have (the shortest chain of moves, breadth first)."""
    holder = {place: who for who, place in seated.items()}
    came_from: dict[int, int] = {}  # place → who would move to it
    reached, line = 0, [at]
    for who in line:
        fresh = may[who] & ~reached
        reached |= fresh
        for place in _places(fresh):
            came_from[place] = who
            if place not in holder:
                _move(at, place, came_from, seated)
                return True
            line.append(holder[place])
    return False


def _move(at: int, place: int, came_from: Mapping[int, int], seated: dict[int, int]) -> None:
    """Walk the chain of moves back from the free place to the one who is seated anew."""
    while True:
        who = came_from[place]
        left = seated.get(who)
        seated[who] = place
        if who == at or left is None:
            return
        place = left


def _places(bits: int) -> list[int]:
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
