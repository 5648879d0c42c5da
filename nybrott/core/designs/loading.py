"""Designs and words, read once from `catalogue/designs.toml`."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from nybrott.core.designs.model import Design

_LANGUAGES = ("nb", "nn", "en")
_ABOUT = ("id", "what", "why", "source", "authored_by")
_KINDS = ("designs", "assumptions", "rivals", "measures", "figures", "reasons", "units", "methods")


class CatalogueError(ValueError):
    """A catalogue that cannot be used. The message says what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a code is called or says, by language (nb, nn, en). `source` is where a method is published; `unit` and `nothing` are a
    measure's unit and its value for no difference (else empty and None)."""

    code: str
    texts: Mapping[str, str]
    source: str = ""
    unit: str = ""
    nothing: float | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Designs by code, and words by kind (designs, assumptions, rivals, measures, figures, reasons, units, methods) and code.
    `version` is a short hash that changes when the file does."""

    designs: Mapping[str, Design]
    words: Mapping[str, Mapping[str, Word]]
    version: str

    def say(self, kind: str, code: str, language: str) -> str:
        """What a code says in a language. Raises `KeyError` for a code that is not there."""
        return self.words[kind][code].texts[language]


@cache
def catalogue() -> Catalogue:
    """The catalogue as it stands in the package."""
    return define((files("nybrott.core.designs") / "catalogue" / "designs.toml").read_text(encoding="utf-8"))


def define(text: str) -> Catalogue:
    """A catalogue from the text of a TOML file. Raises `CatalogueError`."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise CatalogueError(f"designs.toml is not TOML: {trouble}.") from None
    for name in _ABOUT:
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise CatalogueError(f"designs.toml does not say {name}.")
    if not isinstance(said.get("checked_by"), str) or not isinstance(said.get("review_after"), date):
        raise CatalogueError('designs.toml says who checked it (or "") and when it is reviewed.')
    words = {kind: _words(kind, said.get(kind)) for kind in _KINDS}
    designs = {code: _design(code, said["designs"][code], words) for code in words["designs"]}
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Catalogue(MappingProxyType(designs), MappingProxyType(words), version)


def _words(kind: str, said: object) -> Mapping[str, Word]:
    if not isinstance(said, dict) or not said:
        raise CatalogueError(f"designs.toml has no {kind}.")
    return MappingProxyType({code: _word(f"{kind}.{code}", code, one) for code, one in said.items()})


def _word(place: str, code: str, said: dict[str, Any]) -> Word:
    for language in _LANGUAGES:
        if not isinstance(said.get(language), str) or not said[language].strip():
            raise CatalogueError(f"designs.toml, {place}: {language} is missing.")
    if place.startswith("methods.") and not said.get("source"):
        raise CatalogueError(f"designs.toml, {place}: source is missing.")
    nothing = said.get("nothing")
    if place.startswith("measures.") and (nothing is None or not said.get("unit")):
        raise CatalogueError(f"designs.toml, {place}: unit and nothing are missing.")
    texts = MappingProxyType({language: said[language] for language in _LANGUAGES})
    return Word(code, texts, said.get("source", ""), said.get("unit", ""), None if nothing is None else float(nothing))


def _design(code: str, said: dict[str, Any], words: Mapping[str, Mapping[str, Word]]) -> Design:
    for kind in ("assumptions", "rivals"):
        named = said.get(kind)
        if not isinstance(named, list) or not named:
            raise CatalogueError(f"designs.toml, designs.{code}: {kind} is empty.")
        if unknown := [one for one in named if one not in words[kind]]:
            raise CatalogueError(f"designs.toml, designs.{code}: {kind} names “{unknown[0]}”, which is not there.")
    return Design(code, tuple(said["assumptions"]), tuple(said["rivals"]))
