"""Two reports of one plan beside each other: what is otherwise in the later one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nybrott.effects.models import Report


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator in both reports, or in one of them (the other is None): as it went in, with its figures, each time."""

    name: str
    unit: str
    first: Mapping[str, Any] | None
    second: Mapping[str, Any] | None

    @property
    def change(self) -> float | None:
        """How much the value moved from the first report to the second."""
        before, now = (one["now"] if one else None for one in (self.first, self.second))
        return None if before is None or now is None else float(now - before)


@dataclass(frozen=True, slots=True)
class Compared:
    """`indicators` in the order of the later report, those it no longer has last; `claims`: (what, how well founded before, and now),
    empty where it was not there; `costs` in øre, both (None: no price); `rules` that are others."""

    indicators: tuple[Moved, ...]
    claims: tuple[tuple[str, str, str], ...]
    costs: tuple[int | None, int | None]
    rules: tuple[str, ...]


def compared(first: Report, second: Report) -> Compared:
    """What is otherwise in the second."""
    before, after = (_by_id(one) for one in (first, second))
    names = {**{id: one for id, (one, _figure) in before.items()}, **{id: one for id, (one, _figure) in after.items()}}
    order = [*after, *(id for id in before if id not in after)]
    indicators = tuple(
        Moved(
            names[id]["name"],
            names[id]["unit"],
            before[id][1] if id in before else None,
            after[id][1] if id in after else None,
        )
        for id in order
    )
    then, now = (_claims(one) for one in (first, second))
    claims = tuple(
        (text, then.get(text, ""), now.get(text, ""))
        for text in dict.fromkeys([*now, *then])
        if then.get(text) != now.get(text)
    )
    costs = tuple(
        one.content["figures"]["costs"]["all"] if one.content["figures"]["costs"]["known"] else None
        for one in (first, second)
    )
    rules = [one.content["rules"] for one in (first, second)]
    others = tuple(
        sorted(name for name in rules[0].keys() | rules[1].keys() if rules[0].get(name) != rules[1].get(name))
    )
    return Compared(indicators, claims, (costs[0], costs[1]), others)


def _by_id(one: Report) -> dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    given, found = one.content["inputs"]["indicators"], one.content["figures"]["indicators"]
    return {each["id"]: (each, figure) for each, figure in zip(given, found, strict=True)}


def _claims(one: Report) -> dict[str, str]:
    given, found = one.content["inputs"]["claims"], one.content["figures"]["claims"]
    return {each["text"]: figure["strength"] for each, figure in zip(given, found, strict=True)}
