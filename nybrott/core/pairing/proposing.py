"""Proposes who helps whom: proven best, each pair explained, with what was given up and what a change would cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nybrott.core.pairing.changing import Changes
from nybrott.core.pairing.people import Driver, Mentor, PairingError, Roster, managers_above
from nybrott.core.pairing.scoring import Reason, barriers, load_costs, reasons
from nybrott.core.pairing.solving import Problem, proves, solve
from nybrott.core.pairing.weights import Weights
from nybrott.core.pairing.weights import weights as reviewed

_OTHERS = 3  # next best mentors that are told for each pair


@dataclass(frozen=True, slots=True)
class Moved:
    """A driver who would have another mentor; `there` is "" for none, `here` when they had none."""

    driver: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Change:
    """What placing a driver with a mentor by hand costs: so many more without a mentor (`left`), so many points, and who
    else moves. When it may not be, `barred` says why: the hard rules, "fixed" or "no-room"."""

    driver: str
    mentor: str
    points: int = 0
    left: int = 0
    moved: tuple[Moved, ...] = ()
    barred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair with what speaks for it and against it. `given_up` are wishes of the driver that were not met, the dearest
    first, each with what meeting it would cost; `others` the next best mentors."""

    driver: str
    mentor: str
    points: int
    reasons: tuple[Reason, ...]
    fixed: bool
    given_up: tuple[Change, ...]
    others: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A driver without a mentor. `code` says why: "no-mentors"; "barred", when every mentor breaks a hard rule (`barred`
    says which); "full", when all they may have are needed by others: `drivers` compete for the `places` of `mentors`."""

    driver: str
    code: str
    barred: Mapping[str, tuple[str, ...]]
    mentors: tuple[str, ...] = ()
    places: int = 0
    drivers: int = 0


@dataclass(frozen=True, slots=True)
class Parted:
    """A pair that stood before and does not now. `code`: "driver-left", "mentor-left", "barred" (the hard rules say why)
    or "better" (a fixed pair, or more points in all)."""

    driver: str
    mentor: str
    code: str
    barred: tuple[str, ...] = ()


class Proposal:
    """Who helps whom. The same roster gives the same proposal, whatever the order it was written in."""

    def __init__(self, roster: Roster, by: Weights) -> None:
        self._roster, self.weights = roster.in_order(), by
        self._drivers = {one.id: number for number, one in enumerate(self._roster.drivers)}
        self._mentors = {one.id: number for number, one in enumerate(self._roster.mentors)}
        self._fixed, self._before = dict(self._roster.fixed), dict(self._roster.before)
        managers, apart = managers_above(self._roster.drivers), set(self._roster.apart)
        self._barred = [
            [
                barriers(driver, mentor, managers[driver.id], apart=(driver.id, mentor.id) in apart)
                for mentor in self._roster.mentors
            ]
            for driver in self._roster.drivers
        ]
        self._reasons = [
            [reasons(driver, mentor, by, before=self._before.get(driver.id) == mentor.id) for mentor in self._roster.mentors]
            for driver in self._roster.drivers
        ]  # fmt: skip
        self._refuse_fixed()
        self._nobody = len(self._roster.mentors)
        self._problem, self._without = self._weighed()
        self._answer = solve(self._problem)
        if not proves(self._problem, self._answer):
            raise RuntimeError("the pairing is not proven best; this is an error of the program")
        self._changes = Changes(self._problem, self._answer)

    def _refuse_fixed(self) -> None:
        loads: dict[str, int] = {}
        for driver, mentor in self._roster.fixed:
            if broken := self._barred[self._drivers[driver]][self._mentors[mentor]]:
                raise PairingError(f"fixed: {driver} and {mentor} cannot be a pair: {', '.join(broken)}")
            loads[mentor] = loads.get(mentor, 0) + 1
            capacity = self._roster.mentors[self._mentors[mentor]].capacity
            if loads[mentor] > capacity:
                raise PairingError(f"fixed: {mentor} has {capacity} places and {loads[mentor]} fixed drivers")

    def _weighed(self) -> tuple[Problem, int]:
        """The problem in numbers, and the cost of one without a mentor: more than everything else together."""
        places = [load_costs(mentor.capacity, self.weights.load) for mentor in self._roster.mentors]
        points = [[sum(reason.points for reason in found) for found in row] for row in self._reasons]
        span = sum(max(row) - min(row) for row in points if row) + sum(sum(costs) for costs in places)
        without = 2 * span + sum(abs(one) for row in points for one in row) + 1
        table: list[list[int | None]] = []
        for driver, number in self._drivers.items():
            wanted = self._fixed.get(driver)
            row: list[int | None] = [
                None if self._barred[number][mentor] or (wanted and wanted != id) else -points[number][mentor]
                for id, mentor in self._mentors.items()
            ]
            table.append([*row, None if wanted else without])
        everyone = [0] * len(table)
        return Problem(table, [*places, everyone], frozenset(self._drivers[one] for one in self._fixed)), without

    @property
    def mentors(self) -> tuple[Mentor, ...]:
        """Every mentor, in the order of their ids."""
        return self._roster.mentors

    @property
    def prices(self) -> dict[str, int]:
        """What one place more of each mentor would be worth, in points; with them anyone can check that nothing is better:
        no driver has a mentor for whom points less price are more, and nobody is needed by more than their places hold."""
        return {id: self._answer.prices[number] for id, number in self._mentors.items()}

    @property
    def points(self) -> int:
        """The points of all pairs, less what the loads of the mentors cost."""
        paired = [(number, at) for number, at in enumerate(self._answer.at) if at != self._nobody]
        spoken = sum(reason.points for number, at in paired for reason in self._reasons[number][at])
        loads = self.loads()
        return spoken - sum(sum(load_costs(one.capacity, self.weights.load)[: loads[one.id]]) for one in self.mentors)

    def loads(self) -> dict[str, int]:
        """Mentor → how many drivers they have."""
        return {id: self._answer.at.count(number) for id, number in self._mentors.items()}

    def mentor_of(self, driver: str) -> str:
        """Whom a driver has, "" for nobody."""
        return self._name(self._answer.at[self._drivers[driver]])

    def pairs(self) -> Iterator[Pair]:
        """Every pair, in the order of the drivers."""
        for driver in self._roster.drivers:
            number = self._drivers[driver.id]
            mentor = self._answer.at[number]
            if mentor != self._nobody:
                found = self._reasons[number][mentor]
                yield Pair(
                    driver.id, self._name(mentor), sum(reason.points for reason in found), found, driver.id in self._fixed,
                    tuple(self.change(driver.id, wish) for wish in self._unmet(driver, mentor)),
                    self._others(driver.id),
                )  # fmt: skip

    def change(self, driver: str, mentor: str) -> Change:
        """What it costs to give a driver this mentor by hand, all others placed as well as can be then."""
        number, there = self._drivers[driver], self._mentors[mentor]
        if broken := self._barred[number][there]:
            return Change(driver, mentor, barred=broken)
        if driver in self._fixed and self._answer.at[number] != there:
            return Change(driver, mentor, barred=("fixed",))
        found = self._changes.cost(number, there) if self._answer.at[number] != there else (0, ())
        if found is None:
            return Change(driver, mentor, barred=("no-room",))
        whole, moves = found
        left = (whole + self._without // 2) // self._without
        moved = tuple(
            Moved(self._roster.drivers[one.driver].id, self._name(one.here), self._name(one.there)) for one in moves
        )
        return Change(driver, mentor, whole - left * self._without, left, moved)

    def left(self) -> Iterator[Left]:
        """Everyone without a mentor, each with why."""
        for driver in self._roster.drivers:
            number = self._drivers[driver.id]
            if self._answer.at[number] == self._nobody:
                barred = {
                    id: self._barred[number][mentor]
                    for id, mentor in self._mentors.items()
                    if self._barred[number][mentor]
                }
                if not self._mentors:
                    yield Left(driver.id, "no-mentors", barred)
                elif len(barred) == len(self._mentors):
                    yield Left(driver.id, "barred", barred)
                else:
                    yield self._crowded(number, barred)

    def parted(self) -> Iterator[Parted]:
        """The pairs that stood before and do not now, each with why."""
        for driver, mentor in self._roster.before:
            if driver not in self._drivers or mentor not in self._mentors:
                yield Parted(driver, mentor, "driver-left" if driver not in self._drivers else "mentor-left")
            elif self.mentor_of(driver) != mentor:
                broken = self._barred[self._drivers[driver]][self._mentors[mentor]]
                yield Parted(driver, mentor, "barred" if broken else "better", broken)

    def _crowded(self, number: int, barred: Mapping[str, tuple[str, ...]]) -> Left:
        """Who competes with a driver: the mentors they may have, those whom these mentors' drivers may have, and so on."""
        wanted = [mentor for mentor in range(self._nobody) if self._problem.costs[number][mentor] is not None]
        crowd = {number}
        for mentor in wanted:  # grows while it is read
            for one, at in enumerate(self._answer.at):
                if at == mentor and one not in crowd:
                    crowd.add(one)
                    wanted += [
                        to for to in range(self._nobody)
                        if to not in wanted and self._problem.costs[one][to] is not None
                    ]  # fmt: skip
        return Left(
            self._roster.drivers[number].id, "full", barred, tuple(self._name(mentor) for mentor in sorted(wanted)),
            sum(self._roster.mentors[mentor].capacity for mentor in wanted), len(crowd),
        )  # fmt: skip

    def _unmet(self, driver: Driver, mentor: int) -> tuple[str, ...]:
        got = self._name(mentor)
        return driver.wishes[: driver.wishes.index(got)] if got in driver.wishes else driver.wishes

    def _others(self, driver: str) -> tuple[Change, ...]:
        got = self.mentor_of(driver)
        changes = (self.change(driver, mentor) for mentor in self._mentors if mentor != got)
        possible = [one for one in changes if not one.barred]
        return tuple(sorted(possible, key=lambda one: (one.left, one.points, one.mentor))[:_OTHERS])

    def _name(self, mentor: int) -> str:
        return "" if mentor == self._nobody else self._roster.mentors[mentor].id


def propose(roster: Roster, *, by: Weights | None = None) -> Proposal:
    """The best pairing of a roster: as many drivers as can get a mentor, then most points less the cost of uneven loads;
    of equally good ones the first by ids. Raises `PairingError` when the roster does not hang together."""
    return Proposal(roster, by or reviewed())
