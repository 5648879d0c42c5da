"""Traceability of a set: need × requirement × test × criterion as lines, and as a matrix. Both read a set as `versions.snapshot` gives it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chain. What is None is missing; `holes` are the kinds of holes in it (`core.requirements`)."""

    need: Content | None
    requirement: Content | None
    criteria: tuple[Content, ...]
    holes: tuple[str, ...]


def lines(content: Content) -> list[Line]:
    """A line for each need and requirement that answers it; then requirements without a need, and criteria that concern nothing."""
    needs = [one for one in content["needs"] if one["belongs"]]
    own = {one["key"] for one in needs}
    holes: dict[tuple[str, int], list[str]] = defaultdict(list)
    for one in content["holes"]:
        thing = one["kind"] if one["kind"] in ("need", "criterion") else "requirement"
        holes[thing, one["key"]].append(one["kind"])
    by_requirement, by_need = criteria_by(content)
    made: list[Line] = []

    def add(
        need: Content | None, asked: Content | None, criteria: Sequence[Content], holed: Content | None = None
    ) -> None:
        found = [*holes["need", need["key"]]] if need else []
        found += holes["requirement", asked["number"]] if asked else []
        found += holes["criterion", holed["number"]] if holed else []
        kept = tuple({one["number"]: one for one in criteria}.values())
        made.append(Line(need, asked, kept, tuple(found)))

    for need in needs:
        answers = [one for one in content["requirements"] if need["key"] in one["needs"]]
        for one in answers:
            add(need, one, by_requirement[one["number"]] + by_need[need["key"]])
        if not answers:
            add(need, None, by_need[need["key"]])
    for one in content["requirements"]:
        if not own & set(one["needs"]):
            add(None, one, by_requirement[one["number"]])
    for one in content["criteria"]:
        if holes["criterion", one["number"]]:
            add(None, None, [one], one)
    return made


def criteria_by(content: Content) -> tuple[dict[int, list[Content]], dict[int, list[Content]]]:
    """Criteria by the number of a requirement they concern, and by the key of a need."""
    by_requirement: dict[int, list[Content]] = defaultdict(list)
    by_need: dict[int, list[Content]] = defaultdict(list)
    for one in content["criteria"]:
        for number in one["requirements"]:
            by_requirement[number].append(one)
        for key in one["needs"]:
            by_need[key].append(one)
    return by_requirement, by_need


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement in the matrix: for each need whether it answers it, and its criteria."""

    requirement: Content
    answers: tuple[bool, ...]
    criteria: tuple[Content, ...]


def matrix(content: Content, needs: Sequence[Content], requirements: Sequence[Content]) -> list[Row]:
    """A part of the matrix: these requirements down, these needs across."""
    by_requirement, _by_need = criteria_by(content)
    return [
        Row(one, tuple(need["key"] in one["needs"] for need in needs), tuple(by_requirement[one["number"]]))
        for one in requirements
    ]
