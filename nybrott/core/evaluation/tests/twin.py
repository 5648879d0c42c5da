"""Every figure of a report once more: slowly, from the words of its definition, without the methods it is reckoned by."""

from fractions import Fraction
from itertools import combinations
from typing import Any

NET = {"none": 0, "weak": 1, "some": 2, "strong": 3}


def indicator(one: dict[str, Any]) -> dict[str, Any]:
    """Now, change, way, better, reached."""
    days = sorted({reading["on"] for reading in one["readings"]})
    now = [reading["value"] for reading in one["readings"] if reading["on"] == days[-1]][-1] if days else None
    before, target = one["before"], one["target"]
    told: dict[str, Any] = {
        "now": now,
        "now_on": days[-1] if days else None,
        "change": None,
        "way": None,
        "better": None,
        "reached": None,
    }
    if now is not None and before is not None:
        told["change"] = float(Fraction(now) - Fraction(before))
        if now != before:
            told["better"] = now > before if one["grows"] else now < before
        if target is not None and target != before:
            told["way"] = float((Fraction(now) - Fraction(before)) / (Fraction(target) - Fraction(before)))
    if now is not None and target is not None:
        told["reached"] = not (now < target if one["grows"] else now > target)
    return told


def net(one: dict[str, Any]) -> float:
    """Of each who is told of, one up or one down; the mean of it."""
    steps = [1] * one["higher"] + [0] * one["same"] + [-1] * one["lower"]
    return sum(steps) / len(steps)


def apart(one: dict[str, Any]) -> tuple[float, float]:
    """How much more the units with changed, and the share of all ways to choose as many units that lie as far from nothing."""
    gains = [unit["after"] - unit["before"] for unit in [*one["with"], *one["without"]]]
    many = len(one["with"])

    def of(chosen: tuple[int, ...]) -> float:
        inside = [gains[at] for at in chosen]
        outside = [gain for at, gain in enumerate(gains) if at not in chosen]
        return sum(inside) / len(inside) - sum(outside) / len(outside)

    seen = of(tuple(range(many)))
    every = [of(chosen) for chosen in combinations(range(len(gains)), many)]
    return seen, sum(abs(other) >= abs(seen) - 1e-9 for other in every) / len(every)


def mean_between(one: dict[str, Any]) -> tuple[float, float]:
    """The mean if all who are missing had given the lowest answer, and if all the highest."""
    said = [one["mean"]] * one["answered"]
    missing = one["asked"] - one["answered"]
    low, high = one["scale"]
    return sum([*said, *[low] * missing]) / one["asked"], sum([*said, *[high] * missing]) / one["asked"]


def share_between(one: dict[str, Any]) -> tuple[float, float]:
    """The share if all who are missing had said no, and if all had said yes."""
    missing = one["asked"] - one["answered"]
    return one["hits"] / one["asked"], (one["hits"] + missing) / one["asked"]


def times_as_often(one: dict[str, Any]) -> float:
    """The second rate over the first."""
    return float(
        Fraction(one["events"][1])
        / Fraction(one["exposure"][1])
        / (Fraction(one["events"][0]) / Fraction(one["exposure"][0]))
    )


def before_and_after(one: dict[str, Any]) -> float:
    """How many times as often in official notices after the start, per one counted among, month by month."""
    start = sum(day < one["starts_on"] for day in one["periods"])
    own = one["own"]
    early, late = own["counts"][:start], own["counts"][start:]
    return (sum(late) / sum(own["among"][start:])) / (sum(early) / sum(own["among"][:start]))


def cost(one: dict[str, Any]) -> int:
    """All that has a price, in øre."""
    whole = 0
    for each in one["worked"]:
        if each["rate"] is not None:
            exact = Fraction(each["used"] * each["rate"], 60)
            down = exact.numerator // exact.denominator
            whole += down + (exact - down >= Fraction(1, 2))
    return whole + sum(each["amount"] for each in one["paid"])
