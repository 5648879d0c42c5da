"""What may stand in the inputs of a report: each name, its kind and its bounds. What is not named here is refused."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from nybrott.core.claims import STRENGTHS, WEIGHTS
from nybrott.core.evaluation.model import LEVELS, EvaluationError
from nybrott.core.given import LARGEST
from nybrott.core.official import COUNTED, EVERY

Check = Callable[[object, str], None]
MOST_COUNT = 10**12
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def text(most: int) -> Check:
    """A text of so many characters at most; empty where there is nothing to say."""

    def check(value: object, place: str) -> None:
        if not isinstance(value, str):
            raise EvaluationError(place, f"{_short(value)} is no text.")
        if len(value) > most:
            raise EvaluationError(place, f"the text has {len(value)} characters; at most {most} are taken.")
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            raise EvaluationError(place, "the text has half a character in it.")

    return check


def number(value: object, place: str) -> None:
    """A number that is one."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise EvaluationError(place, f"{_short(value)} is no number.")
    if abs(value) > LARGEST:
        raise EvaluationError(place, f"{_short(value)} is too large; at most {LARGEST:g} is taken, up or down.")


def whole(value: object, place: str) -> None:
    """A whole number from nought."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_COUNT:
        raise EvaluationError(place, f"{_short(value)} is no whole number from 0 to {MOST_COUNT}.")


def flag(value: object, place: str) -> None:
    """Yes or no."""
    if not isinstance(value, bool):
        raise EvaluationError(place, f"{_short(value)} is neither true nor false.")


def day(value: object, place: str) -> None:
    """A day as 2026-11-27."""
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        raise EvaluationError(place, f"{_short(value)} is no day such as 2026-11-27.") from None


def one_of(*choices: str) -> Check:
    """One of some words."""

    def check(value: object, place: str) -> None:
        if not isinstance(value, str) or value not in choices:
            raise EvaluationError(place, f"{_short(value)} is none of {', '.join(choices)}.")

    return check


def maybe(inner: Check) -> Check:
    """The same, or null."""

    def check(value: object, place: str) -> None:
        if value is not None:
            inner(value, place)

    return check


def many(inner: Check, most: int) -> Check:
    """A list of so many at most."""

    def check(value: object, place: str) -> None:
        if not isinstance(value, list):
            raise EvaluationError(place, f"{_short(value)} is no list.")
        if len(value) > most:
            raise EvaluationError(place, f"there are {len(value)}; at most {most} are taken.")
        for at, one in enumerate(value):
            inner(one, f"{place}[{at}]")

    return check


def two(inner: Check) -> Check:
    """A list of two."""

    def check(value: object, place: str) -> None:
        many(inner, 2)(value, place)
        if len(value) != 2:  # type: ignore[arg-type]
            raise EvaluationError(place, "there are two, the first and the second.")

    return check


def record(fields: Mapping[str, Check]) -> Check:
    """An object with exactly these names."""

    def check(value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise EvaluationError(place, f"{_short(value)} is no object.")
        if strange := sorted(str(name) for name in value if name not in fields):
            raise EvaluationError(f"{place}.{strange[0][:60]}", "this name is not known.")
        for name, inner in fields.items():
            if name not in value:
                raise EvaluationError(f"{place}.{name}", "this is missing.")
            inner(value[name], f"{place}.{name}")

    return check


def kinds(shapes: Mapping[str, Mapping[str, Check]]) -> Check:
    """An object whose `kind` says which names it has."""

    def check(value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise EvaluationError(place, f"{_short(value)} is no object.")
        one_of(*shapes)(value.get("kind"), f"{place}.kind")
        record({"kind": one_of(*shapes), **shapes[value["kind"]]})(value, place)

    return check


def _short(value: object) -> str:
    said = "null" if value is None else f"“{value}”" if isinstance(value, str | int | float) else type(value).__name__
    return said if len(said) <= 60 else f"{said[:57]}…”"


_EACH = record({"nb": text(2_000), "nn": text(2_000), "en": text(2_000)})  # the same in each language
_UNIT = record({"name": text(300), "before": number, "after": number})
_OTHER = {"name": text(300), "number": text(60), "counts": many(whole, 2_000), "among": many(whole, 2_000)}

# What an indicator's numbers can bear more than a value now and one before: by the kind of what lies behind it.
BASES: Mapping[str, Mapping[str, Check]] = {
    # the same people in two surveys, as it was published: at least so many, in steps of five
    "pairs": {"first": text(200), "second": text(200), "linked": whole, "higher": whole, "same": whole, "lower": whole},
    # one published mean, of so many who answered among those asked, on a scale
    "mean": {"wave": text(200), "asked": whole, "answered": whole, "mean": number, "scale": two(number)},
    # one published share, likewise
    "share": {"wave": text(200), "asked": whole, "answered": whole, "hits": whole},
    # official notices, one's own and others'
    "official": {
        "measure": one_of(*COUNTED), "every": one_of(*EVERY), "starts_on": day, "periods": many(day, 2_000), "own": record(_OTHER),
        "others": many(record(_OTHER), 60),
    },
    # units with the programme and units without, each before and after
    "units": {"with": many(_UNIT, 500), "without": many(_UNIT, 500)},
    # events before and after, each over a time
    "counts": {"events": two(whole), "exposure": two(number)},
}  # fmt: skip

_INDICATOR = record({
    "id": text(40), "name": text(300), "unit": text(60), "level": one_of(*LEVELS), "source": one_of("typed", "wave", "counted", "official"),
    "question": text(500), "theory": text(80), "grows": flag, "before": maybe(number), "before_on": maybe(day), "no_before": text(500),
    "target": maybe(number), "readings": many(record({"on": day, "value": number, "note": text(300)}), 2_000), "bases": many(kinds(BASES), 4),
})  # fmt: skip

_CLAIM = record(
    {
        "text": text(500), "about": text(60), "judged": one_of(*STRENGTHS), "why": text(2_000), "weighed_before": flag,
        "evidence": many(
            record({"side": one_of("for", "against"), "kind": text(12), "root": text(200), "text": text(2_000), "said": _EACH}), 500
        ),
        "rivals": many(record({"code": text(60), "said": _EACH, "weight": one_of(*WEIGHTS), "why": text(2_000)}), 100),
    }
)  # fmt: skip

_COSTS = record(
    {
        "worked": many(record({"role": text(40), "used": whole, "set_aside": maybe(whole), "rate": maybe(whole)}), 50),
        "paid": many(record({"what": text(200), "amount": whole, "on": maybe(day)}), 1_000),
        "unpriced": many(record({"what": text(300), "gain": flag}), 500),
        "outcomes": many(record({"kind": text(60), "labels": _EACH, "number": whole}), 100),
        "others": maybe(whole),
    }
)

_ABOUT = record({
    "run": text(200), "organisation": text(300), "programme": text(300), "package_version": whole, "begins_on": day, "ends_on": day,
    "made_on": day, "number": whole, "state": text(20),
})  # fmt: skip

_LIMITS = record({
    "no_distance": text(500), "not_compared": text(500), "gate_reason": text(1_000), "reopened": text(500), "settled_on": maybe(day),
    "changed_after": many(text(300), 200), "baseline": text(64), "left_out": record(dict.fromkeys(LEVELS, text(500))),
})  # fmt: skip

INPUTS = record({
    "about": _ABOUT, "seed": whole, "questions": many(text(500), 100), "indicators": many(_INDICATOR, 200),
    "waves": many(record({"title": text(200), "closed_on": maybe(day), "asked": whole, "answered": whole, "edition": whole, "shown": whole, "hidden": whole}), 100),
    "claims": many(_CLAIM, 200), "trail": many(record({"kind": text(60), "labels": _EACH, "n": whole, "with_driver": whole}), 100), "costs": _COSTS, "limits": _LIMITS,
    "theory": many(record({"part": text(80), "held": one_of("yes", "partly", "no", "unknown"), "why": text(2_000)}), 500),
    "stories": many(whole, 500), "not_done": many(text(60), 50),
})  # fmt: skip


def checked(inputs: object) -> dict[str, Any]:
    """The inputs of a report, if they are such. Raises `EvaluationError` with the place of the first thing that is not."""
    INPUTS(inputs, "inputs")
    found: dict[str, Any] = inputs  # type: ignore[assignment]
    for at, one in enumerate(found["trail"]):
        if one["with_driver"] > one["n"]:
            raise EvaluationError(f"inputs.trail[{at}].with_driver", f"{one['with_driver']} is no part of {one['n']}.")
    for at, one in enumerate(found["waves"]):
        if one["answered"] > one["asked"]:
            raise EvaluationError(f"inputs.waves[{at}].answered", f"{one['answered']} is no part of {one['asked']}.")
    return found
