"""Who is to be paired, and what is refused because it does not hang together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

MOST_DRIVERS, MOST_MENTORS = 2_000, 200
MOST_PLACES = 100  # of one mentor


class PairingError(ValueError):
    """What was handed over cannot be paired. The message says where and why."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A person to be helped. `managers` are their line managers; `languages` those they speak, the dearest first; `wishes`
    the mentors they would like, the dearest first. Everything but the id may be unknown."""

    id: str
    unit: str = ""
    managers: tuple[str, ...] = ()
    place: str = ""
    languages: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    rather_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentor:
    """A person who helps `capacity` drivers at most; none when they have no hours. `wishes` are drivers they would like."""

    id: str
    capacity: int
    unit: str = ""
    languages: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    rather_not: tuple[str, ...] = ()


Pairs = tuple[tuple[str, str], ...]  # (driver, mentor)
Person = TypeVar("Person", Driver, Mentor)


@dataclass(frozen=True, slots=True)
class Roster:
    """Everyone to be paired. `fixed` are pairs somebody decided by hand; `before` those that stood, also of people who are
    gone; `apart` those that must not be, because one of the two said no. One id is one person, so the same one may be a
    driver and a mentor."""

    drivers: tuple[Driver, ...]
    mentors: tuple[Mentor, ...]
    fixed: Pairs = ()
    before: Pairs = ()
    apart: Pairs = ()

    def in_order(self) -> "Roster":
        """The same with everyone in the order of their ids, so that what is made of it does not depend on the order given.
        Raises `PairingError` when it does not hang together."""
        if len(self.drivers) > MOST_DRIVERS or len(self.mentors) > MOST_MENTORS:
            raise PairingError(
                f"{len(self.drivers)} drivers and {len(self.mentors)} mentors: "
                f"at most {MOST_DRIVERS} and {MOST_MENTORS} are paired at once"
            )
        drivers, mentors = _once("drivers", self.drivers), _once("mentors", self.mentors)
        for driver in drivers.values():
            _known(f"drivers, {driver.id}", driver, mentors, "mentor")
        for mentor in mentors.values():
            _known(f"mentors, {mentor.id}", mentor, drivers, "driver")
            if not 0 <= mentor.capacity <= MOST_PLACES:
                raise PairingError(f"mentors, {mentor.id}: capacity is a whole number from 0 to {MOST_PLACES}")
        for name, pairs in (("fixed", self.fixed), ("before", self.before)):
            if twice := _twice(driver for driver, _mentor in pairs):
                raise PairingError(f"{name}: {twice} stands twice")
        for driver_id, mentor_id in self.fixed:
            if driver_id not in drivers or mentor_id not in mentors:
                unknown = f"driver {driver_id}" if driver_id not in drivers else f"mentor {mentor_id}"
                raise PairingError(f"fixed: there is no {unknown}")
        managers_above(drivers.values())
        return Roster(
            tuple(drivers[id] for id in sorted(drivers)), tuple(mentors[id] for id in sorted(mentors)),
            tuple(sorted(self.fixed)), tuple(sorted(self.before)), tuple(sorted(set(self.apart))),
        )  # fmt: skip


def managers_above(drivers: Iterable[Driver]) -> dict[str, frozenset[str]]:
    """Driver → everyone who leads them, also through others in the list. Raises `PairingError` where somebody would lead
    themselves."""
    direct = {driver.id: driver.managers for driver in drivers}
    found: dict[str, frozenset[str]] = {}
    for start in sorted(direct):
        path = [start] if start not in found else []
        while path:
            person = path[-1]
            waiting = [one for one in direct[person] if one in direct and one not in found]
            if not waiting:
                over = direct[person]
                found[person] = frozenset(over).union(*(found.get(one, frozenset()) for one in over))
                path.pop()
            elif waiting[0] in path:
                circle = " → ".join([*path[path.index(waiting[0]) :], waiting[0]])
                raise PairingError(f"drivers, {waiting[0]}: line managers go in a circle: {circle}")
            else:
                path.append(waiting[0])
    return found


def _once(name: str, people: Iterable[Person]) -> dict[str, Person]:
    listed = list(people)
    if twice := _twice(one.id for one in listed):
        raise PairingError(f"{name}: {twice} stands twice")
    return {one.id: one for one in listed}


def _twice(ids: Iterable[str]) -> str:
    """The first id that comes a second time, or nothing."""
    met: set[str] = set()
    return next((id for id in ids if id in met or met.add(id)), "")  # type: ignore[func-returns-value]


def _known(where: str, person: Driver | Mentor, others: Mapping[str, object], kind: str) -> None:
    for name, ids in (("wishes", person.wishes), ("rather_not", person.rather_not)):
        if unknown := next((id for id in ids if id not in others), ""):
            raise PairingError(f"{where}, {name}: there is no {kind} {unknown}")
    if both := next((id for id in person.wishes if id in person.rather_not), ""):
        raise PairingError(f"{where}: {both} stands among the wishes and among rather_not")
