"""The reviewed words and thresholds, read once from `catalogue/dialogues.toml`."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from nybrott.core.language import stem

_ABOUT = ("id", "what", "why", "source", "authored_by")


class RulesError(ValueError):
    """A file of rules that cannot be used. The message says what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides a guess. `boilerplate` and `weak` are stems. `cpv` gives the closeness (0 to 1) of codes that share
    so many digits, by their number from 0 to 8. `version` is a short hash that changes when the file does."""

    first_day: int
    last_day: int
    least_score: float
    margin: float
    title_weight: float
    weak_weight: float
    same_word: float
    short_title: int
    short_title_digits: int
    cpv: tuple[float, ...]
    cpv_unknown: float
    boilerplate: frozenset[str]
    weak: frozenset[str]
    version: str


@cache
def rules() -> Rules:
    """The rules as they stand in the package."""
    place = files("nybrott.core.linking") / "catalogue" / "dialogues.toml"
    return define(place.read_text(encoding="utf-8"))


def define(text: str) -> Rules:
    """The rules from the text of a TOML file. Raises `RulesError`."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise RulesError(f"dialogues.toml is not TOML: {trouble}.") from None
    for name in _ABOUT:
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise RulesError(f"dialogues.toml does not say {name}.")
    if not isinstance(said.get("checked_by"), str) or not isinstance(said.get("review_after"), date):
        raise RulesError('dialogues.toml says who checked it (or "") and when it is reviewed.')
    closeness = tuple(_number("cpv", one, 0, 1) for one in _list("cpv", said))
    if len(closeness) != 9 or list(closeness) != sorted(closeness):
        raise RulesError("dialogues.toml: cpv has nine numbers, for 0 to 8 digits shared, none smaller than the last.")
    first_day, last_day = (int(_number(name, said.get(name), 0, 10_000)) for name in ("first_day", "last_day"))
    return Rules(
        first_day=first_day,
        last_day=last_day,
        least_score=_number("least_score", said.get("least_score"), 0.5, 1),
        margin=_number("margin", said.get("margin"), 0, 1),
        title_weight=_number("title_weight", said.get("title_weight"), 0, 1),
        weak_weight=_number("weak_weight", said.get("weak_weight"), 0, 1),
        same_word=_number("same_word", said.get("same_word"), 0.1, 1),
        short_title=int(_number("short_title", said.get("short_title"), 0, 100)),
        short_title_digits=int(_number("short_title_digits", said.get("short_title_digits"), 0, 8)),
        cpv=closeness,
        cpv_unknown=_number("cpv_unknown", said.get("cpv_unknown"), 0, 1),
        boilerplate=_stems("boilerplate", said),
        weak=_stems("weak", said),
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
    )


def _number(name: str, value: object, least: float, most: float) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
        raise RulesError(f"dialogues.toml: {name} is a number from {least} to {most}.")
    return float(value)


def _list(name: str, said: Mapping[str, Any]) -> list[Any]:
    value = said.get(name)
    if not isinstance(value, list):
        raise RulesError(f"dialogues.toml: {name} is a list.")
    return value


def _stems(name: str, said: Mapping[str, Any]) -> frozenset[str]:
    """The stems of words listed by language."""
    by_language = said.get(name)
    if not isinstance(by_language, dict) or not by_language:
        raise RulesError(f"dialogues.toml: {name} lists words by language.")
    found: set[str] = set()
    for language in by_language:
        for word in _list(language, by_language):
            if not isinstance(word, str) or word != word.lower().strip() or " " in word or not word:
                raise RulesError(f"dialogues.toml: {name}.{language} says “{word}”, which is no word in small letters.")
            found.add(stem(word))
    return frozenset(found)
