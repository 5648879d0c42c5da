"""The rules of the lottery said once more, slowly: every way to give out the times is tried, and the best one taken."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from nybrott.core.lottery import Applicant, ClosedList, Slot


def order(closed: ClosedList, value: str) -> list[str]:
    """Who is drawn first, second …"""
    seed = sha256(f"nybrott-draw 1\n{closed.hash}\n{value}".encode()).hexdigest()
    tickets = {sha256(f"{seed}\n{one.key}".encode()).hexdigest(): one.key for one in closed.applicants}
    return [tickets[ticket] for ticket in sorted(tickets)]


def meetings(closed: ClosedList, value: str) -> set[tuple[str, str, int]]:
    """Slot, supplier, round."""
    by_key = {one.key: one for one in closed.applicants}
    found: set[tuple[str, str, int]] = set()
    free = list(closed.slots)
    for turn in range(1, closed.most + 1):
        line = [by_key[key] for key in order(closed, value)]
        line = [
            one for one in line if one.wants >= turn and sum(who == one.key for _slot, who, _turn in found) == turn - 1
        ]
        mine = {
            one.key: [
                slot for slot in closed.slots if any((slot.key, one.key) == (key, who) for key, who, _turn in found)
            ]
            for one in line
        }
        best = max(_ways(line, free, mine), key=lambda way: _worth(line, free, way))
        found |= {(slot.key, one.key, turn) for one, slot in zip(line, best, strict=True) if slot}
        free = [slot for slot in free if slot not in best]
    return found


Way = Sequence[Slot | None]


def _ways(line: Sequence[Applicant], free: Sequence[Slot], mine: dict[str, list[Slot]]) -> Iterator[Way]:
    """Every way in which nobody gets a time they cannot, and no time is given twice."""
    if not line:
        yield ()
        return
    one = line[0]
    for slot in (None, *free):
        if slot and (slot.key in one.cannot or any(_overlap(slot, other) for other in mine[one.key])):
            continue
        for rest in _ways(line[1:], [other for other in free if other is not slot], mine):
            yield (slot, *rest)


def _overlap(one: Slot, other: Slot) -> bool:
    return max(one.begins, other.begins) < min(one.ends, other.ends)


def _worth(line: Sequence[Applicant], free: Sequence[Slot], way: Way) -> tuple[object, ...]:
    """The more meetings the better; then the first drawn counts before the second: first that they have one, then how dear it is to
    them, then how early."""
    ranks = [_rank(one, slot) for one, slot in zip(line, way, strict=True)]
    earliest = [-free.index(slot) if slot else 0 for slot in way]
    return (sum(slot is not None for slot in way), [slot is not None for slot in way], ranks, earliest)


def _rank(one: Applicant, slot: Slot | None) -> int:
    if slot is None:
        return 0
    return -one.wishes.index(slot.key) if slot.key in one.wishes else -len(one.wishes)
