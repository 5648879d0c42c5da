"""The instruments that come with Nybrott, from the catalogue. Scales used by several stand in `scales.toml`; a follow-up
takes its questions from the baseline word for word (`take`), or before and after could not be compared."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from nybrott.core.surveys.instrument import Instrument
from nybrott.core.surveys.model import SurveyError
from nybrott.core.surveys.reading import read_instrument

ANSWERS = ("why", "source", "authored_by", "checked_by", "review_after")
SCALES = "scales.toml"


@dataclass(frozen=True, slots=True)
class Shipped:
    """An instrument of the catalogue and who answers for its words."""

    id: str
    version: int
    instrument: Instrument = field(hash=False)
    why: str
    source: str
    authored_by: str
    checked_by: str
    review_after: date


@cache
def shipped() -> Mapping[str, Shipped]:
    """The instruments that come with Nybrott, id → instrument, in the order they are used."""
    folder = files("nybrott.core.surveys") / "catalogue"
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".toml")}
    scales = _toml(SCALES, texts.pop(SCALES))
    said = {name.removesuffix(".toml"): _toml(name, text) for name, text in texts.items()}
    ordered = sorted(said, key=lambda id: (said[id].get("about", {}).get("order", 99), id))
    return {id: define(id, said[id], scales, said) for id in ordered}


def _toml(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise SurveyError(name, f"is not TOML: {trouble}") from None


def define(
    id: str, said: Mapping[str, Any], scales: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]]
) -> Shipped:
    """One file of the catalogue. Raises `SurveyError`."""
    about = said.get("about", {})
    for key in (*ANSWERS, "version", "order"):
        if key not in about:
            raise SurveyError(f"{id}/about/{key}", "must be there")
    rest = {key: value for key, value in said.items() if key != "about"}
    rest["questions"] = [_whole(one, scales, others, id) for one in said.get("questions", [])]
    return Shipped(
        id, about["version"], read_instrument(rest, place=id), about["why"], about["source"], about["authored_by"],
        about["checked_by"], about["review_after"],
    )  # fmt: skip


def _whole(
    one: Mapping[str, Any], scales: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]], id: str
) -> dict[str, Any]:
    """A question with the scale it names written out; one that is taken from another instrument, as it stands there."""
    found = dict(one)
    if "take" in found:
        name, _slash, question = str(found.pop("take")).partition("/")
        taken = next((each for each in others.get(name, {}).get("questions", []) if each.get("id") == question), None)
        if taken is None:
            raise SurveyError(f"{id}/questions", f"takes {name}/{question}, which is not there")
        found = {**taken, **found}
    if "scale" in found:
        scale = scales.get(found.pop("scale"))
        if scale is None:
            raise SurveyError(f"{id}/questions/{found.get('id')}", "names a scale that is not in scales.toml")
        found |= scale
    return found
