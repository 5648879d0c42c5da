"""States and the steps between them, as a table somebody can read, draw and test whole."""

from collections.abc import Mapping
from dataclasses import dataclass


class NoSuchStep(ValueError):
    """The table has no such step from this state."""


@dataclass(frozen=True)
class Lifecycle:
    """`steps`: verb → (the states it may be taken from, the state it leads to). `start` is where a new thing begins."""

    start: str
    steps: Mapping[str, tuple[tuple[str, ...], str]]

    def __post_init__(self) -> None:
        reached = {self.start}
        while more := {to for froms, to in self.steps.values() if reached & set(froms)} - reached:
            reached |= more
        if lost := set(self.states) - reached:
            raise ValueError(f"no way leads from {self.start} to {', '.join(sorted(lost))}")

    @property
    def states(self) -> tuple[str, ...]:
        """Every state once, in the order the table names them."""
        named = [self.start, *(state for froms, to in self.steps.values() for state in (*froms, to))]
        return tuple(dict.fromkeys(named))

    def after(self, verb: str, state: str) -> str:
        """The state a step leads to. Raises `NoSuchStep` when it may not be taken from `state`."""
        if verb not in self.steps or state not in self.steps[verb][0]:
            raise NoSuchStep(f"{verb} is no step from {state}")
        return self.steps[verb][1]

    def open_steps(self, state: str) -> tuple[str, ...]:
        """The verbs that may be taken from a state."""
        return tuple(verb for verb, (froms, _to) in self.steps.items() if state in froms)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {state} --> {to}: {verb}" for verb, (froms, to) in self.steps.items() for state in froms]
        lines += [f"    {state} --> [*]" for state in self.states if not self.open_steps(state)]
        return "\n".join(lines)
