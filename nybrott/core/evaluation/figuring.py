"""The figures of a report, each from its inputs alone."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Any

from nybrott.core.answers import bounds, share
from nybrott.core.change import paired
from nybrott.core.claims import DEMANDS, Piece, Rival, as_it_stands, strongest
from nybrott.core.contrast import rates, units
from nybrott.core.costs import Worked, per, total
from nybrott.core.designs import catalogue, plain
from nybrott.core.evaluation.model import LEVELS, RECKONING, EvaluationError
from nybrott.core.evaluation.shape import checked
from nybrott.core.given import StatisticsError
from nybrott.core.measures import catalogue as measures
from nybrott.core.official import COUNTED, OfficialSeries, official_effects

Given = Mapping[str, Any]
STEP = 4  # a published count of changes is at least so many; up to four more are not said


def figures(inputs: object) -> dict[str, Any]:
    """Everything the report says in numbers, as plain JSON. Raises `EvaluationError` for inputs that are none."""
    said = checked(inputs)
    indicators = [
        _indicator(one, f"inputs.indicators[{at}]", said["seed"]) for at, one in enumerate(said["indicators"])
    ]
    return {
        "indicators": indicators,
        "levels": {level: _level(level, said["indicators"], indicators) for level in LEVELS},
        "waves": [plain(share(one["answered"], one["asked"])) for one in said["waves"]],
        "claims": [_claim(one) for one in said["claims"]],
        "trail": [plain(share(one["with_driver"], one["n"])) for one in said["trail"]],
        "costs": _costs(said["costs"]),
        "theory": _held(said["theory"]),
    }


def rules() -> dict[str, str]:
    """Which versions of rules figures are reckoned by now: the way of reckoning, the words of designs, what a strong claim asks for,
    and how official notices are counted."""
    counted = "".join(measures()[name].fingerprint for name in sorted({name for name, _n, _of in COUNTED.values()}))
    return {
        "reckoning": str(RECKONING),
        "designs": catalogue().version,
        "claims": _short(repr(sorted(DEMANDS.items()))),
        "measures": _short(counted),
    }


def _short(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:12]


def _held(theory: Sequence[Given]) -> dict[str, int]:
    found = Counter(one["held"] for one in theory)
    return {held: found[held] for held in ("yes", "partly", "no", "unknown")}


# --- indicators ---


def _indicator(one: Given, place: str, seed: int) -> dict[str, Any]:
    """`way`: how much of the way from before to the target has been gone. `better`: whether it moved the way it shall; None when it
    did not move, or nobody knows."""
    last = max(
        reversed(one["readings"]), key=lambda reading: str(reading["on"]), default=None
    )  # of one day the last counts
    now, before, target = last["value"] if last else None, one["before"], one["target"]
    change = None if now is None or before is None else now - before
    return {
        "id": one["id"],
        "now": now,
        "now_on": last["on"] if last else None,
        "change": change,
        "way": None if change is None or target in (None, before) else change / (target - before),
        "better": None if not change else (change > 0) == one["grows"],
        "reached": None if now is None or target is None else (now >= target if one["grows"] else now <= target),
        "bases": [_basis(basis, f"{place}.bases[{at}]", seed) for at, basis in enumerate(one["bases"])],
    }


def _level(level: str, inputs: Sequence[Given], found: Sequence[Given]) -> dict[str, int]:
    mine = [figure for one, figure in zip(inputs, found, strict=True) if one["level"] == level]
    return {
        "indicators": len(mine),
        "measured": sum(one["now"] is not None for one in mine),
        "reached": sum(one["reached"] is True for one in mine),
        "effects": sum(not said.get("too_few") for one in mine for basis in one["bases"] for said in basis["said"]),
    }


def _basis(one: Given, place: str, seed: int) -> dict[str, Any]:
    try:
        return {"kind": one["kind"], **_BASES[one["kind"]](one, seed)}
    except StatisticsError as trouble:
        raise EvaluationError(place, str(trouble)) from None


def _pairs(one: Given, _seed: int) -> dict[str, Any]:
    """Of published counts, which are at least so many: what is reckoned is of those that are told of, and the bounds hold whatever
    the others, of whom there may be so many, had answered."""
    up, down, same = one["higher"], one["lower"], one["same"]
    told = up + down + same
    if told > one["linked"]:
        raise StatisticsError(f"{told} went up, down or stayed; only {one['linked']} are tied.")
    unseen = one["linked"] + STEP - told if one["linked"] else 0
    if max(told, unseen) > 100_000:
        raise StatisticsError("At most 100,000 people are taken.")
    found = paired([1] * told, [2] * up + [0] * down + [1] * same, missing=unseen)
    return {"said": [plain(found.effect)], "n": told, "unseen": unseen, "bounds": plain(found.bounds)}


def _mean(one: Given, _seed: int) -> dict[str, Any]:
    """Between what the mean of all who were asked lies, whatever those would have said who did not answer."""
    low, high = one["scale"]
    asked, answered, mean = one["asked"], one["answered"], one["mean"]
    _part(answered, asked)
    if not low < high or not low <= mean <= high:
        raise StatisticsError(f"{mean:g} lies on no scale from {low:g} to {high:g}.")
    missing = asked - answered
    return {
        "said": [],
        "missing": missing,
        "lowest": (answered * mean + missing * low) / asked if asked else None,
        "highest": (answered * mean + missing * high) / asked if asked else None,
    }


def _share(one: Given, _seed: int) -> dict[str, Any]:
    _part(one["answered"], one["asked"])
    found = bounds(one["hits"], one["answered"], one["asked"] - one["answered"])
    alone = share(one["hits"], one["answered"])
    return {
        "said": [], "missing": found.missing, "share": alone.share, "interval": plain(alone.wilson), "lowest": found.lowest,
        "highest": found.highest, "bounds": plain(found.interval),
    }  # fmt: skip


def _part(answered: int, asked: int) -> None:
    if answered > asked:
        raise StatisticsError(f"{answered} is no part of {asked}.")


def _official(one: Given, seed: int) -> dict[str, Any]:
    periods = tuple(date.fromisoformat(day) for day in one["periods"])
    if any(late <= early for early, late in pairwise(periods)):
        raise StatisticsError("The periods do not come in order.")
    own, *others = (
        OfficialSeries(
            one["measure"],
            each["number"],
            each["name"],
            one["every"],
            periods,
            tuple(each["counts"]),
            tuple(each["among"]),
        )
        for each in (one["own"], *one["others"])
    )
    found = official_effects(own, others, date.fromisoformat(one["starts_on"]), seed=seed)
    return {
        "said": [plain(each) for each in found.told], "start": found.start, "per_hundred": own.hundreds, "values": list(own.values),
        "fitted": list(found.own.fitted), "without": list(found.own.without), "compared": len(found.compared), "left_out": found.left_out,
        "placebo": {"pretended": len(found.placebo.pretended), "clear": found.placebo.clear, "as_far": found.placebo.as_far},
    }  # fmt: skip


def _units(one: Given, seed: int) -> dict[str, Any]:
    with_, without = ([(each["before"], each["after"]) for each in one[side]] for side in ("with", "without"))
    found = units(with_, without, seed=seed)
    return {
        "said": [plain(found.effect)], "with": found.treated, "without": found.others, "assignments": found.assignments,
        "as_far": found.as_far, "exact": found.exact, "gain_with": _gain(with_), "gain_without": _gain(without),
    }  # fmt: skip


def _gain(sides: Sequence[tuple[float, float]]) -> float | None:
    return sum(after - before for before, after in sides) / len(sides) if sides else None


def _counts(one: Given, _seed: int) -> dict[str, Any]:
    found = rates((one["events"][0], one["events"][1]), (one["exposure"][0], one["exposure"][1]))
    return {"said": [plain(found.effect)], "rates": list(found.rates)}


_BASES: Mapping[str, Callable[[Given, int], dict[str, Any]]] = {
    "pairs": _pairs, "mean": _mean, "share": _share, "official": _official, "units": _units, "counts": _counts,
}  # fmt: skip


# --- claims and costs ---


def _claim(one: Given) -> dict[str, Any]:
    """A claim is called what was judged, or the strongest that what stands beside it still bears when that is weaker."""
    pieces = [Piece(each["side"], each["root"]) for each in one["evidence"]]
    rivals = [Rival(each["weight"], bool(each["why"].strip())) for each in one["rivals"]]
    return {
        "strength": as_it_stands(one["judged"], pieces, rivals), "bears": strongest(pieces, rivals),
        "for": sum(each.side == "for" for each in pieces), "against": sum(each.side == "against" for each in pieces),
    }  # fmt: skip


def _costs(one: Given) -> dict[str, Any]:
    """In whole øre and minutes. `per`: what one of each outcome cost, had nothing else come of it; None where there is none, or no price."""
    worked = [Worked(each["role"], each["used"], each["set_aside"], each["rate"]) for each in one["worked"]]
    whole = total(worked, [each["amount"] for each in one["paid"]])
    return {
        "minutes": sum(each.used for each in worked),
        "roles": [{"role": each.role, "cost": each.cost, "expected": each.expected} for each in worked],
        "hours": whole.hours, "other": whole.other, "all": whole.all, "whole": whole.whole, "without_rate": list(whole.without_rate),
        "known": whole.known,
        "per": [per(whole.all, each["number"]) if whole.known else None for each in one["outcomes"]],
    }  # fmt: skip
