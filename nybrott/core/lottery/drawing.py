"""From the closed list and the public value to an order, and from the order to meetings."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from nybrott.core.lottery.model import FORMAT, VERSION, Applicant, ClosedList, Slot, check_text
from nybrott.core.lottery.seating import seat

Why = Literal["full", "cannot"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A supplier's meeting. `round`: 1 for their first, 2 for their second."""

    slot: str
    supplier: str
    round: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who got fewer meetings than they asked for. `why`: "full" when those drawn before have the times they could have come,
    "cannot" when they could come to none."""

    supplier: str
    has: int
    why: Why


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came out. `order`: everybody, the first drawn first; `meetings` in the order of their times; `waiting`: the line for
    times that become free, those without a meeting first."""

    closed: ClosedList
    value: str
    seed: str
    order: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    waiting: tuple[Waiting, ...]

    def next_for(self, slot: str) -> tuple[str, ...]:
        """Who is to be offered a time that became free, in this order: those waiting who can come to it."""
        slots = {one.key: one for one in self.closed.slots}
        applicants = {one.key: one for one in self.closed.applicants}
        mine: dict[str, list[Slot]] = {}
        for meeting in self.meetings:
            mine.setdefault(meeting.supplier, []).append(slots[meeting.slot])
        return tuple(
            one.supplier
            for one in self.waiting
            if _can(applicants[one.supplier], slots[slot], mine.get(one.supplier, []))
        )


def draw(closed: ClosedList, value: str) -> Drawn:
    """Draw the lottery. `value` is the public value, written as the list says. Raises `LotteryError` for one that is not plain."""
    check_text(value, "value")
    seed = sha256(f"{FORMAT} {VERSION}\n{closed.hash}\n{value}".encode()).hexdigest()
    order = sorted(closed.applicants, key=lambda one: (_ticket(seed, one.key), one.key))
    given: dict[str, list[tuple[Slot, int]]] = {one.key: [] for one in order}
    free = list(closed.slots)
    for round_ in range(1, closed.most + 1):
        line = [one for one in order if one.wants >= round_ and len(given[one.key]) == round_ - 1]
        seated = seat([_tiers(one, free, [slot for slot, _round in given[one.key]]) for one in line])
        for at, place in seated.items():
            given[line[at].key].append((free[place], round_))
        taken = set(seated.values())
        free = [slot for place, slot in enumerate(free) if place not in taken]
    where = {slot.key: (one, round_) for one, slots in given.items() for slot, round_ in slots}
    meetings = tuple(Meeting(slot.key, *where[slot.key]) for slot in closed.slots if slot.key in where)
    return Drawn(closed, value, seed, tuple(one.key for one in order), meetings, _waiting(closed, order, given))


def _ticket(seed: str, key: str) -> str:
    return sha256(f"{seed}\n{key}".encode()).hexdigest()


def _can(one: Applicant, slot: Slot, mine: list[Slot]) -> bool:
    """Whether they can come, and are not in another meeting of theirs at the same time."""
    return slot.key not in one.cannot and not any(
        slot.begins < other.ends and other.begins < slot.ends for other in mine
    )


def _tiers(one: Applicant, free: list[Slot], mine: list[Slot]) -> list[int]:
    """The free slots as bits: each wish by itself, the dearest first, and then all the others together."""
    bits = {slot.key: 1 << place for place, slot in enumerate(free) if _can(one, slot, mine)}
    wished = [bits.pop(key) for key in one.wishes if key in bits]
    return [*wished, sum(bits.values())]


def _waiting(
    closed: ClosedList, order: list[Applicant], given: dict[str, list[tuple[Slot, int]]]
) -> tuple[Waiting, ...]:
    found = []
    for one in order:
        mine = [slot for slot, _round in given[one.key]]
        if len(mine) < one.wants:
            can = any(slot not in mine and _can(one, slot, mine) for slot in closed.slots)
            found.append(Waiting(one.key, len(mine), "full" if can else "cannot"))
    return tuple(sorted(found, key=lambda waiting: waiting.has))
