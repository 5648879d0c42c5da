"""The figures of a report from its members' rows. Pure: they can be reckoned again from a published version."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from nybrott.partnerships.queries.seen import CLASSES

Told = Mapping[str, Any]
BASES = ("estimated", "measured", "expected_of_measured")
INNOVATIVE = CLASSES[:3]


def figures(members: Sequence[Told]) -> dict[str, Any]:
    """`started`: class → how many, with `joint`, `joint_unknown`, `all` and of how many `members`. `programmes`: sums, people at least. `effects`:
    sums by kind and unit with how many members and benefits they are of, and how many say what. `kinds`, `sizes`: who is in the network and who takes
    part, that is shares at least one of the three."""
    return {
        "started": _started([one["portfolio"] for one in members if one["portfolio"] is not None]),
        "programmes": _programmes([one["programmes"] for one in members if one["programmes"] is not None]),
        "effects": _effects([one["effects"] for one in members if one["effects"] is not None]),
        "kinds": _groups(members, "kind"),
        "sizes": _groups(members, "size"),
    }


def innovative(started: Told) -> int:
    """How many are of one of DFØ's three classes."""
    return sum(started["started"][klass] for klass in INNOVATIVE)


def _started(rows: Sequence[Told]) -> dict[str, Any]:
    return {
        "members": len(rows), "started": {klass: sum(one["started"][klass] for one in rows) for klass in CLASSES},
        **{name: sum(one[name] for one in rows) for name in ("joint", "joint_unknown", "all")},
    }  # fmt: skip


def _programmes(rows: Sequence[Told]) -> dict[str, int]:
    """People are at least so many with each member, so they are at least so many together."""
    return {"members": len(rows), **{name: sum(one[name] for one in rows) for name in ("released", "runs", "drivers", "mentors")}}  # fmt: skip


def _effects(rows: Sequence[Told]) -> dict[str, Any]:
    keys = list(dict.fromkeys((one["kind"], one["unit"]) for row in rows for one in row["sums"]))
    counts = list(dict.fromkeys(name for row in rows for name in row["counts"]))
    made = []
    for kind, unit in keys:
        found = [one for row in rows for one in row["sums"] if (one["kind"], one["unit"]) == (kind, unit)]
        made.append({"kind": kind, "unit": unit, "members": len(found), "without": sum(one["without"] for one in found)} | {basis: _together(one[basis] for one in found) for basis in BASES})  # fmt: skip
    return {"members": len(rows), "sums": made, "counts": {name: sum(row["counts"].get(name, 0) for row in rows) for name in counts}}  # fmt: skip


def _together(totals: Iterable[Told]) -> dict[str, Any]:
    """A sum of totals of one basis; it has an interval only when each of them has one."""
    kept = [one for one in totals if one["n"]]
    if not kept:
        return {"n": 0, "value": None, "low": None, "high": None}
    sure = all(one["low"] is not None and one["high"] is not None for one in kept)
    ends = {name: str(sum(Decimal(one[name]) for one in kept)) if name == "value" or sure else None for name in ("value", "low", "high")}  # fmt: skip
    return {"n": sum(one["n"] for one in kept), **ends}


def takes_part(one: Told) -> bool:
    """Whether a member shares something the report counts."""
    return any(one[name] is not None for name in ("portfolio", "programmes", "effects"))


def _groups(members: Sequence[Told], name: str) -> list[dict[str, Any]]:
    made = []
    for key in sorted({one[name] for one in members}):
        found = [one for one in members if one[name] == key]
        started = [one["portfolio"] for one in found if one["portfolio"] is not None]
        made.append({"key": key, "members": len(found), "taking_part": sum(map(takes_part, found)), "shared": len(started), "innovative": sum(innovative(one) > 0 for one in started)})  # fmt: skip
    return made
