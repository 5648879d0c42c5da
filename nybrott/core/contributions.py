"""What came before what: people's contributions to a challenge, and what the challenge reached afterwards. Pure.

Nothing here says that one thing caused another; it says that it was there before. Only what was there before counts.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

Key = tuple[str, str]
"""The kind and the key of a thing: ("session", "12"), ("need", "3")."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who took part in a contribution: the key of the account, as what ("driver", "mentor" or ""), in which run (0: none)."""

    user: int
    role: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True)
class Contribution:
    """Something people did for a challenge, and when it was over."""

    kind: str
    ref: str
    challenge: int
    at: datetime
    people: frozenset[Person] = field(default_factory=frozenset)
    label: str = ""
    url: str = ""

    @property
    def key(self) -> Key:
        """What makes it this one and no other."""
        return (self.kind, self.ref)


@dataclass(frozen=True, slots=True)
class Reached:
    """Something a challenge reached, and when: a verified need, an approved description, whatever later rooms add."""

    kind: str
    ref: str
    challenge: int
    at: datetime
    label: str = ""
    url: str = ""

    @property
    def key(self) -> Key:
        """What makes it this one and no other."""
        return (self.kind, self.ref)


def came_before(
    contributions: Iterable[Contribution], reached: Iterable[Reached]
) -> dict[Key, tuple[Contribution, ...]]:
    """For each thing reached, the contributions to the same challenge that were over before it, the earliest first. What was
    over at the same moment was not before."""
    by_challenge: dict[int, list[Contribution]] = {}
    for one in sorted(contributions, key=lambda one: (one.at, one.key)):
        by_challenge.setdefault(one.challenge, []).append(one)
    found: dict[Key, tuple[Contribution, ...]] = {}
    for thing in reached:
        there = by_challenge.get(thing.challenge, [])
        found[thing.key] = tuple(there[: bisect_left(there, thing.at, key=lambda one: one.at)])
    return found


def links_between(contributions: Collection[Contribution], reached: Iterable[Reached]) -> frozenset[tuple[Key, Key]]:
    """A link from each contribution to the first thing of each kind its challenge reached after it."""
    first: dict[tuple[str, int], list[Reached]] = {}
    for thing in sorted(reached, key=lambda thing: (thing.at, thing.key)):
        first.setdefault((thing.kind, thing.challenge), []).append(thing)
    links = set()
    for one in contributions:
        for (_kind, challenge), things in first.items():
            if challenge == one.challenge and (after := next((thing for thing in things if thing.at > one.at), None)):
                links.add((one.key, after.key))
    return frozenset(links)


def had(contributions: Iterable[Contribution], role: str, *, run: int = 0) -> bool:
    """Whether somebody with this role took part in any of them; of one run, when it is named."""
    people = (person for one in contributions for person in one.people)
    return any(person.role == role and run in (0, person.run) for person in people)
