"""The reviewed lists under `catalogue/`, read once. A mistake in one is answered with the file and the reason."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FILES = ("pairs", "endings", "compounds", "everyday")
_ABOUT = {"id", "what", "why", "source", "authored_by", "checked_by", "review_after"}


class ListError(ValueError):
    """A list that cannot be used: which file, and why."""


@dataclass(frozen=True, slots=True)
class Ending:
    """An ending taken off a stem when at least `leaves` letters stand before it; `becomes` takes its place."""

    ending: str
    becomes: str
    leaves: int


@dataclass(frozen=True, slots=True)
class Lists:
    """What the files say, and `version`, a short hash that changes when any of them does."""

    pairs: tuple[tuple[str, str], ...]
    endings: tuple[Ending, ...]
    parts: frozenset[str]
    whole: frozenset[str]
    never: frozenset[str]
    everyday: frozenset[str]
    links: frozenset[str]
    fillers: frozenset[str]
    halves: frozenset[str]
    version: str


@cache
def lists() -> Lists:
    """The lists as they stand in the package."""
    folder = files("nybrott.core.language") / "catalogue"
    return define({name: (folder / f"{name}.toml").read_text(encoding="utf-8") for name in FILES})


def define(texts: Mapping[str, str]) -> Lists:
    """The lists from the TOML text of each file. Raises `ListError`."""
    said = {name: _table(name, texts[name]) for name in FILES}
    compounds, everyday = said["compounds"], said["everyday"]
    return Lists(
        pairs=tuple(_pair(row) for row in said["pairs"].get("same", [])),
        endings=tuple(_ending(row) for row in said["endings"].get("ending", [])),
        parts=_words("compounds", "parts", compounds),
        whole=_words("compounds", "whole", compounds),
        never=_words("compounds", "never", compounds),
        everyday=_words("everyday", "words", everyday),
        links=_words("everyday", "links", everyday),
        fillers=_words("everyday", "fillers", everyday),
        halves=_words("everyday", "halves", everyday),
        version=hashlib.sha256("\0".join(texts[name] for name in FILES).encode()).hexdigest()[:12],
    )


def _table(name: str, text: str) -> dict[str, Any]:
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise ListError(f"{name}.toml is not TOML: {trouble}.") from None
    missing = _ABOUT - set(said)
    if missing:
        raise ListError(f"{name}.toml does not say {', '.join(sorted(missing))}.")
    return said


def _words(name: str, key: str, said: Mapping[str, Any]) -> frozenset[str]:
    given = said.get(key)
    if not isinstance(given, list) or not all(isinstance(word, str) and word == word.lower().strip() for word in given):
        raise ListError(f"{name}.toml: {key} must be a list of words in small letters.")
    twice = sorted({word for word in given if given.count(word) > 1})
    if twice:
        raise ListError(f"{name}.toml: {key} says {', '.join(twice)} twice.")
    return frozenset(given)


def _pair(row: object) -> tuple[str, str]:
    if not isinstance(row, list) or len(row) != 2 or not all(isinstance(word, str) and word for word in row):
        raise ListError(f"pairs.toml: {row} is not two words.")
    if row[0] == row[1]:
        raise ListError(f"pairs.toml: {row[0]} is paired with itself.")
    return row[0], row[1]


def _ending(row: object) -> Ending:
    if not isinstance(row, dict) or not isinstance(row.get("ending"), str) or not isinstance(row.get("leaves"), int):
        raise ListError(f"endings.toml: {row} lacks an ending, or how many letters it leaves.")
    return Ending(row["ending"], str(row.get("becomes", "")), row["leaves"])
