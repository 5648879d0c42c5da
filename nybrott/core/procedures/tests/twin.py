"""The ranking worked out a second time from the bare tables, in another way: sheets of points for each option, filled in rule by rule."""

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

FOLDER = files("nybrott.core.procedures") / "catalogue"
EFFORT = {"low": 0, "medium": 1, "high": 2}


def table(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{name}s.toml").read_text(encoding="utf-8"))[name]
    return found


QUESTIONS = {one["id"]: [answer["id"] for answer in one.get("answer", [])] for one in table("question")}
OPTIONS, RULES = table("option"), table("rule")
ON = date(2026, 11, 27)


def told_of(choices: dict[str, str], value: int | None) -> dict[str, tuple[str, bool]]:
    """Answers and facts, and whether they are sure. On the day of the tests no EEA threshold is known and the entry amount is not certain."""
    told = {name: (answer, True) for name, answer in choices.items()}
    if value is None:
        return told
    told["frame"] = ("over" if value >= 60_000_001 else "within", False)
    last = {"goods": 230_000_000, "services": 230_000_000, "works": 5_780_000_000, "social": 780_000_000}
    if value < 50_000_000:
        told["band"] = ("below_entry", False)
    elif choices.get("object") in last:
        told["band"] = ("eea" if value >= last[choices["object"]] else "below_eea", False)
    return told


def order(choices: dict[str, str], value: int | None) -> list[tuple[str, int | None, int]]:
    """(option, place, points) in order."""
    told, points, out = told_of(choices, value), {one["id"]: 0 for one in OPTIONS}, set()
    for rule in RULES:
        if [name for name, answers in rule["when"].items() if name not in told or told[name][0] not in answers]:
            continue
        sure = all(told[name][1] for name in rule["when"])
        for option in rule["options"]:
            if rule["effect"] == "not_possible":
                points[option] -= 0 if sure else 3
                out |= {option} if sure else set()
            elif rule["effect"] != "check":
                points[option] += rule["weight"] * (1 if rule["effect"] == "for" else -1)
    left = [one for one in OPTIONS if one["id"] not in out]
    ordered = sorted(left, key=lambda one: (-points[one["id"]], EFFORT[one["effort"]], OPTIONS.index(one)))
    placed: list[tuple[str, int | None, int]] = []
    for number, one in enumerate(ordered, start=1):
        mine = points[one["id"]]
        same = placed[-1][1] if placed and placed[-1][2] == mine else number
        placed.append((one["id"], same, mine))
    return placed + [(one["id"], None, points[one["id"]]) for one in OPTIONS if one["id"] in out]
