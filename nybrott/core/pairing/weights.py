"""The reviewed weights, read once from `catalogue/weights.toml`."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

_ABOUT = ("id", "what", "why", "source", "authored_by")
_POINTS = 1_000
# name → the numbers it has, with the least and the most each may be
_SHAPES = {
    "wish": {"points": (0, _POINTS), "step": (0, _POINTS), "least": (0, _POINTS)},
    "mentor_wish": {"points": (0, _POINTS)},
    "rather_not": {"points": (-_POINTS, 0)},
    "mentor_rather_not": {"points": (-_POINTS, 0)},
    "subject": {"points": (0, _POINTS), "most": (0, 100)},
    "place": {"points": (0, _POINTS)},
    "language": {"points": (0, _POINTS)},
    "kept": {"points": (0, _POINTS)},
    "load": {"points": (0, _POINTS)},
}


class WeightsError(ValueError):
    """A file of weights that cannot be used. The message says what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for what speaks for a pair or against it. `why` gives the reason of each by name; `version` is a short hash that
    changes when the file does."""

    wish: int
    wish_step: int
    wish_least: int
    mentor_wish: int
    rather_not: int
    mentor_rather_not: int
    subject: int
    subject_most: int
    place: int
    language: int
    kept: int
    load: int
    why: dict[str, str]
    version: str


@cache
def weights() -> Weights:
    """The weights as they stand in the package."""
    place = files("nybrott.core.pairing") / "catalogue" / "weights.toml"
    return define(place.read_text(encoding="utf-8"))


def define(text: str) -> Weights:
    """The weights from the text of a TOML file. Raises `WeightsError`."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise WeightsError(f"weights.toml is not TOML: {trouble}.") from None
    for name in _ABOUT:
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise WeightsError(f"weights.toml does not say {name}.")
    if not isinstance(said.get("checked_by"), str) or not isinstance(said.get("review_after"), date):
        raise WeightsError('weights.toml says who checked it (or "") and when it is reviewed.')
    if unknown := sorted(set(said) - set(_SHAPES) - {*_ABOUT, "checked_by", "review_after"}):
        raise WeightsError(f"weights.toml: nobody knows {unknown[0]}.")
    numbers: dict[str, int] = {}
    for name, shape in _SHAPES.items():
        one = said.get(name)
        if not isinstance(one, dict) or set(one) != {*shape, "why"} or not str(one["why"]).strip():
            raise WeightsError(f"weights.toml: {name} has {', '.join(shape)} and why.")
        for key, (least, most) in shape.items():
            numbers[name if key == "points" else f"{name}_{key}"] = _number(f"{name}.{key}", one[key], least, most)
    return Weights(
        **numbers,
        why={name: str(said[name]["why"]) for name in _SHAPES},
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
    )


def _number(name: str, value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise WeightsError(f"weights.toml: {name} is a whole number from {least} to {most}.")
    return value
