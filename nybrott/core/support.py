"""What a need rests on: how many independent sources, whether a user is among them, and how many people say it. Pure.

A piece of evidence names who it is from (an informant, a contribution) and where it is from (a source). Two pieces are
independent when they share neither. A piece that names nothing may be anybody's: it counts for nothing.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeVar

Node = TypeVar("Node", bound=Hashable)
Lacks = Literal["", "evidence", "origin", "second", "user"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence. `who`: key of the informant or contribution, "" when none; `source`: where it is from, as written.

    `user`: whether it is a user who says it.
    """

    key: int
    who: str = ""
    source: str = ""
    user: bool = False

    @property
    def place(self) -> str:
        """The source so that small differences in writing do not make two of one."""
        return " ".join(self.source.casefold().split())

    @property
    def named(self) -> bool:
        """Whether it says who or where it is from."""
        return bool(self.who or self.place)


def independent(one: Piece, other: Piece) -> bool:
    """Whether two pieces come from different people and different sources. A piece is never independent of itself."""
    if one.key == other.key or not one.named or not other.named:
        return False
    same_person = bool(one.who) and one.who == other.who
    same_source = bool(one.place) and one.place == other.place
    return not (same_person or same_source)


def sources(pieces: Iterable[Piece]) -> int:
    """How many sources can be told apart: the size of the largest set of pieces that are independent of one another.

    People and sources are the two sides of a graph and each piece a line between them (a side not named is one of its own);
    pieces independent of one another are lines that never meet. The most of them is a matching.
    """
    lines: dict[str, list[str]] = {}
    for piece in {one.key: one for one in pieces if one.named}.values():
        person = f"who {piece.who}" if piece.who else f"nobody {piece.key}"
        lines.setdefault(person, []).append(f"at {piece.place}" if piece.place else f"nowhere {piece.key}")
    taken: dict[str, str] = {}

    def place(person: str, tried: set[str]) -> bool:
        for at in lines[person]:
            if at not in tried:
                tried.add(at)
                if at not in taken or place(taken[at], tried):
                    taken[at] = person
                    return True
        return False

    return sum(place(person, set()) for person in lines)


@dataclass(frozen=True, slots=True)
class Foundation:
    """What a need rests on. `pieces` in all, `named` of them say whose they are, `sources` can be told apart, `users` are from users.

    `lacks` is what is missing before it holds: any evidence, an origin for what there is, a second source, a user; "" when it holds.
    """

    pieces: int
    named: int
    sources: int
    users: int
    lacks: Lacks

    @property
    def holds(self) -> bool:
        """Whether two independent sources stand behind it, one of them a user."""
        return not self.lacks


def foundation(pieces: Iterable[Piece]) -> Foundation:
    """Judge the evidence behind a need; a piece that comes twice (directly and through an insight) is one."""
    all_of_them = list({one.key: one for one in pieces}.values())
    named = [one for one in all_of_them if one.named]
    pairs = [(one, other) for one, other in combinations(named, 2) if independent(one, other)]
    lacks: Lacks = ""
    if not all_of_them:
        lacks = "evidence"
    elif not named:
        lacks = "origin"
    elif not pairs:
        lacks = "second"
    elif not any(one.user or other.user for one, other in pairs):
        lacks = "user"
    return Foundation(len(all_of_them), len(named), sources(named), sum(one.user for one in named), lacks)


def themes(nodes: Iterable[Node], same: Iterable[tuple[Node, Node]]) -> list[tuple[Node, ...]]:
    """Things that are the same, directly or through others, together; each in the order given, alone when it is like no other."""
    order = list(dict.fromkeys(nodes))
    top = {node: node for node in order}

    def topmost(node: Node) -> Node:
        while top[node] != node:
            top[node] = top[top[node]]
            node = top[node]
        return node

    for one, other in same:
        if one in top and other in top:
            top[topmost(other)] = topmost(one)
    found: dict[Node, list[Node]] = {}
    for node in order:
        found.setdefault(topmost(node), []).append(node)
    return [tuple(group) for group in found.values()]


def voices(group: Sequence[Node], behind: Mapping[Node, Iterable[Piece]]) -> int:
    """How many people say it, over all needs of a theme: each informant and each contribution once."""
    return len({piece.who for node in group for piece in behind.get(node, ()) if piece.who})
