"""The best way to give everyone one place, exactly, and with prices that prove it.

A problem is a table of whole numbers: what it costs to place each driver with each mentor (None where it may not be), and what
each place of a mentor costs, the first to the last, never less than the one before. Drivers are placed one by one, each by the
cheapest chain of moves (successive shortest paths with Dijkstra's search). The prices it leaves on the mentors' places
prove that nothing is better: `proves` checks that without knowing how the answer was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Table = Sequence[Sequence[int | None]]
_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Problem:
    """`costs[driver][mentor]`, None where it may not be; `places[mentor]` the cost of each place. Drivers in `stuck` have one
    mentor by decision and are not moved. Every driver must have a mentor with room for all: a last one who is nobody."""

    costs: Table
    places: Sequence[Sequence[int]]
    stuck: frozenset[int] = frozenset()


@dataclass(slots=True)
class Answer:
    """`at[driver]` is the mentor's number; `prices[mentor]` what one place more or less there is worth."""

    at: list[int]
    prices: list[int]


def solve(problem: Problem) -> Answer:
    """An answer than which none costs less; of those as cheap the first: where the first driver has the lowest mentor,
    then the second, and so on."""
    state = _State(problem)
    for driver in range(len(problem.costs)):
        state.place(driver)
    state.settle()
    return Answer(state.at, state.prices)


def cost(problem: Problem, at: Sequence[int]) -> int:
    """What an answer costs."""
    loads = [0] * len(problem.places)
    whole = 0
    for driver, mentor in enumerate(at):
        price = problem.costs[driver][mentor]
        assert price is not None
        whole += price
        loads[mentor] += 1
    return whole + sum(sum(places[:load]) for places, load in zip(problem.places, loads, strict=True))


def proves(problem: Problem, answer: Answer) -> bool:
    """Do the prices prove that nothing is cheaper? Each driver must sit where cost and price together are least, and each
    mentor have just the places that cost no more than the price. Then any other answer costs as much or more."""
    loads = [0] * len(problem.places)
    for driver, mentor in enumerate(answer.at):
        loads[mentor] += 1
        here = problem.costs[driver][mentor]
        if here is None:
            return False
        least = min(
            one + price for one, price in zip(problem.costs[driver], answer.prices, strict=True) if one is not None
        )
        if here + answer.prices[mentor] > least:
            return False
    return all(
        load <= len(places)
        and (load == 0 or places[load - 1] <= price)
        and (load == len(places) or price <= places[load])
        for load, places, price in zip(loads, problem.places, answer.prices, strict=True)
    )


class _State:
    """Drivers placed so far, cheapest among all ways to place just them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.count = len(problem.places)
        self.at: list[int] = []
        self.members: list[list[int]] = [[] for _ in range(self.count)]
        self.prices = [0] * self.count
        self.moves: list[list[tuple[float, int]]] = [[] for _ in range(self.count)]
        for mentor in range(self.count):
            self._look(mentor)

    def _look(self, mentor: int) -> None:
        """For each other mentor, which of this one's drivers goes there most cheaply, and what it costs."""
        best: list[tuple[float, int]] = [(_NEVER, -1)] * self.count
        for driver in self.members[mentor]:
            if driver in self.problem.stuck:
                continue
            row = self.problem.costs[driver]
            here = row[mentor]
            assert here is not None
            for there, price in enumerate(row):
                if price is not None and there != mentor and price - here < best[there][0]:
                    best[there] = (price - here, driver)
        self.moves[mentor] = best

    def room(self, mentor: int) -> int | None:
        """What the next place of a mentor costs; None when there is none."""
        places, load = self.problem.places[mentor], len(self.members[mentor])
        return places[load] if load < len(places) else None

    def place(self, driver: int) -> None:
        """Place one more driver, with whatever moves make it cheapest."""
        row = self.problem.costs[driver]
        far: list[float] = [
            _NEVER if price is None else price + self.prices[mentor] for mentor, price in enumerate(row)
        ]
        came = [-1] * self.count
        open_ = set(range(self.count))
        end, last = _NEVER, -1
        while open_:
            here = min(open_, key=lambda mentor: (far[mentor], mentor))
            if far[here] >= end:
                break
            open_.remove(here)
            if (room := self.room(here)) is not None and far[here] + room - self.prices[here] < end:
                end, last = far[here] + room - self.prices[here], here
            for there in open_:
                step = far[here] + self.moves[here][there][0] + self.prices[there] - self.prices[here]
                if step < far[there]:
                    far[there], came[there] = step, here
        assert last >= 0, "somebody must have room for everyone"
        self.prices = [
            price + int(end - reached) if reached < end else price
            for price, reached in zip(self.prices, far, strict=True)
        ]
        self.at.append(-1)
        touched = {last}
        while came[last] >= 0:
            mover = self.moves[came[last]][last][1]
            self._put(mover, last)
            last = came[last]
            touched.add(last)
        self._put(driver, last)
        for mentor in touched:
            self._look(mentor)

    def settle(self) -> None:
        """Among the answers that cost the same, go to the first."""
        prices, costs = self.prices, self.problem.costs
        tight: list[list[int]] = []
        for driver, here in enumerate(self.at):
            row = costs[driver]
            least = (row[here] or 0) + prices[here]
            tight.append([to for to, price in enumerate(row) if price is not None and price + prices[to] == least])
        for driver in range(len(self.at)):
            for there in tight[driver]:
                if there >= self.at[driver] or driver in self.problem.stuck:
                    break
                chain = self._chain(driver, there, tight)
                if chain is not None:
                    for mover, mentor in chain:
                        self._put(mover, mentor)
                    self._put(driver, there)
                    break

    def _chain(self, driver: int, there: int, tight: list[list[int]]) -> list[tuple[int, int]] | None:
        """Who has to move where, at no cost, for a driver to get a place there; None when it costs. Only drivers after
        this one move. Somewhere beyond all mentors a place is given up at no cost, and another taken."""
        goal, beyond = self.at[driver], self.count
        came: dict[int, tuple[int, int]] = {there: (-1, -1)}  # mentor → the one before, and who moves from there
        waiting = [there]
        while waiting and goal not in came:
            here = waiting.pop(0)
            if here == beyond:
                steps = [(to, -1) for to in range(self.count) if self._gives_up(to)]
            else:
                movers = [one for one in self.members[here] if one > driver and one not in self.problem.stuck]
                steps = [(to, one) for one in sorted(movers) for to in tight[one]]
                if self.room(here) == self.prices[here]:
                    steps.append((beyond, -1))
            for to, mover in steps:
                if to not in came:
                    came[to] = (here, mover)
                    waiting.append(to)
        if goal not in came:
            return None
        chain: list[tuple[int, int]] = []
        at = goal
        while at != there:
            before, mover = came[at]
            if mover >= 0:
                chain.append((mover, at))
            at = before
        return chain

    def _gives_up(self, mentor: int) -> bool:
        """Is a mentor's last place worth just its price?"""
        load = len(self.members[mentor])
        return load > 0 and self.problem.places[mentor][load - 1] == self.prices[mentor]

    def _put(self, driver: int, mentor: int) -> None:
        if self.at[driver] >= 0:
            self.members[self.at[driver]].remove(driver)
        self.at[driver] = mentor
        self.members[mentor].append(driver)
