"""What it costs to place somebody elsewhere by hand, and who else would have to move: exactly, without solving anew.

A best answer changes by one cheapest chain of moves when one driver is placed elsewhere. With prices as they are, no move
costs less than nothing, so the chains are found by Dijkstra's search, once from each mentor.
"""

from dataclasses import dataclass

from nybrott.core.pairing.solving import Answer, Problem

_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Move:
    """A driver who goes from one mentor to another, by their numbers."""

    driver: int
    here: int
    there: int


class Changes:
    """The costs of all changes of a best answer."""

    def __init__(self, problem: Problem, answer: Answer) -> None:
        self._problem, self._answer = problem, answer
        self._count = len(problem.places)
        self._loads = [answer.at.count(mentor) for mentor in range(self._count)]
        self._steps = [self._cheapest(mentor) for mentor in range(self._count)]
        self._found: dict[int, tuple[list[float], list[int]]] = {}

    def cost(self, driver: int, there: int) -> tuple[int, tuple[Move, ...]] | None:
        """What it costs to place a driver with another mentor, never below 0, and who else moves then, in order. None when
        it may not be, or nothing anybody does makes room."""
        problem, answer = self._problem, self._answer
        here = answer.at[driver]
        price, now = problem.costs[driver][there], problem.costs[driver][here]
        if price is None or now is None or driver in problem.stuck:
            return None
        if here == there:
            return 0, ()
        far, came = self._from(there)
        if far[here] == _NEVER:
            return None
        reduced = price + answer.prices[there] - now - answer.prices[here]
        return int(reduced + far[here]), tuple(self._moves(there, here, came))

    def _cheapest(self, mentor: int) -> list[tuple[float, int]]:
        """Mentor → the driver of this one who goes there most cheaply, and the cost beyond the prices."""
        best: list[tuple[float, int]] = [(_NEVER, -1)] * self._count
        prices = self._answer.prices
        for driver, at in enumerate(self._answer.at):
            if at != mentor or driver in self._problem.stuck:
                continue
            row = self._problem.costs[driver]
            least = (row[mentor] or 0) + prices[mentor]
            for there, price in enumerate(row):
                if price is not None and there != mentor and price + prices[there] - least < best[there][0]:
                    best[there] = (price + prices[there] - least, driver)
        return best

    def _from(self, start: int) -> tuple[list[float], list[int]]:
        """How far it is from a mentor to each, and which comes before. One beyond all is where places are given up."""
        if start in self._found:
            return self._found[start]
        beyond = self._count
        far = [_NEVER] * (self._count + 1)
        came = [-1] * (self._count + 1)
        far[start] = 0
        waiting = set(range(self._count + 1))
        while waiting:
            here = min(waiting, key=lambda mentor: (far[mentor], mentor))
            waiting.remove(here)
            if far[here] == _NEVER:
                break
            for there in waiting:
                step = far[here] + self._step(here, there, beyond)
                if step < far[there]:
                    far[there], came[there] = step, here
        self._found[start] = far, came
        return far, came

    def _step(self, here: int, there: int, beyond: int) -> float:
        places, prices = self._problem.places, self._answer.prices
        if here == beyond:
            load = self._loads[there]
            return prices[there] - places[there][load - 1] if load else _NEVER
        if there == beyond:
            load = self._loads[here]
            return places[here][load] - prices[here] if load < len(places[here]) else _NEVER
        return self._steps[here][there][0]

    def _moves(self, start: int, end: int, came: list[int]) -> list[Move]:
        found: list[Move] = []
        at = end
        while at != start:
            before = came[at]
            if before < self._count and at < self._count:
                found.append(Move(self._steps[before][at][1], before, at))
            at = before
        return found[::-1]
