"""The figures of a year, from its procurements as rows. Pure: nothing is read here, so they can be reckoned again from a published version."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
"""A procurement of the year; see `gathering.gathered`."""

MOMENTS = ("started", "signed", "used")
WAYS = ("class", "notice", "behaviour")
INNOVATIVE = ("procurement-of-innovation", "innovative-solution", "innovation-friendly")
CLASSES = (*INNOVATIVE, "none", "")
"""DFØ's three classes, none of them, and "" where nobody has chosen."""


def counts_as(row: Row, way: str) -> bool | None:
    """Whether a procurement is innovative by a way of counting; None when that way knows nothing of it."""
    if way == "class":
        return row["class"] in INNOVATIVE if row["class"] else None
    if way == "notice":
        notice: bool | None = row["notice"]
        return notice
    return bool(row["dialogue"] or row["functional"])


def is_innovative(row: Row) -> bool:
    """Whether it is innovative by at least one way."""
    return any(counts_as(row, way) for way in WAYS)


def figures(rows: Sequence[Row]) -> dict[str, Any]:
    """All figures.

    `ways`: way → moment → {"n" innovative, "of" all, "unknown"}. `classes`, `units`: one for each, with how many at each moment, how many were joint
    and had a driver in them, the value of the contracts in hundredths by currency, and how many contracts have no value. `habits`: what people did.
    """
    return {
        "ways": {way: {moment: _way(rows, way, moment) for moment in MOMENTS} for way in WAYS},
        "agree": _agree(rows),
        "habits": {moment: _habits([row for row in rows if row[moment]]) for moment in MOMENTS},
        "classes": _groups(rows, CLASSES, lambda row: row["class"]),
        "units": _groups(rows, _units(rows), lambda row: [row["unit"], row["unit_name"]]),
        "all": _group("", rows),
    }


def _way(rows: Iterable[Row], way: str, moment: str) -> dict[str, int]:
    said = Counter(counts_as(row, way) for row in rows if row[moment])
    return {"n": said[True], "of": said.total(), "unknown": said[None]}


def _agree(rows: Iterable[Row]) -> dict[str, int]:
    """How many procurements are innovative by none, one, two and all three of the ways."""
    said = Counter(sum(bool(counts_as(row, way)) for way in WAYS) for row in rows)
    return {str(n): said[n] for n in range(len(WAYS) + 1)}


def _habits(rows: Sequence[Row]) -> dict[str, int]:
    return {
        "of": len(rows),
        "dialogue": sum(row["dialogue"] for row in rows),
        "functional": sum(row["functional"] > 0 for row in rows),
        "either": sum(bool(counts_as(row, "behaviour")) for row in rows),
        "driver": sum(row["driver"] for row in rows),
        "joint": sum(bool(row["joint"]) for row in rows),
        "joint_unknown": sum(row["joint"] is None for row in rows),
    }


def _units(rows: Iterable[Row]) -> list[list[Any]]:
    """Units by name, and last those of no unit."""
    found = {row["unit"]: row["unit_name"] for row in rows}
    return [list(one) for one in sorted(found.items(), key=lambda one: (one[0] is None, one[1], one[0] or 0))]


def _groups(rows: Sequence[Row], keys: Iterable[Any], of: Callable[[Row], Any]) -> list[dict[str, Any]]:
    return [_group(key, [row for row in rows if of(row) == key]) for key in keys]


def _group(key: Any, rows: Sequence[Row]) -> dict[str, Any]:
    values: dict[str, int] = {}
    unsaid = 0
    for row in rows:
        for one in row["contracts"]:
            if one["value"] is None:
                unsaid += 1
            else:
                values[one["currency"]] = values.get(one["currency"], 0) + one["value"]
        unsaid += bool(row["signed"]) and not row["contracts"]
    return {
        "key": key, **{moment: sum(bool(row[moment]) for row in rows) for moment in MOMENTS}, "n": len(rows), "innovative": sum(map(is_innovative, rows)),
        "joint": sum(bool(row["joint"]) for row in rows), "driver": sum(row["driver"] for row in rows), "values": dict(sorted(values.items())), "unsaid": unsaid,
    }  # fmt: skip
