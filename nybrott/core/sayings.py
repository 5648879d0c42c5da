"""Sentences for codes, in bokmål, nynorsk and English, read from a TOML file that people can check. Pure.

A saying may have places for facts (`{supplier}`); the three languages of one code have the same places, or the file is not taken.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType

LANGUAGES = ("nb", "nn", "en")
_ABOUT = ("id", "what", "why", "source", "authored_by")
_FACTS = {*_ABOUT, "checked_by", "review_after"}


class SayingsError(ValueError):
    """A file of sayings that cannot be used. The message says what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """Sayings by kind and code: `texts["findings"]["told_one"]["nb"]`."""

    texts: Mapping[str, Mapping[str, Mapping[str, str]]]

    def say(self, kind: str, code: str, language: str, **facts: object) -> str:
        """The sentence, its facts filled in. Raises `KeyError` for a code, a language or a fact that is not there."""
        return self.texts[kind][code][language].format_map(facts)

    def facts_of(self, kind: str, code: str) -> frozenset[str]:
        """The facts a saying wants to be told."""
        return _places(self.texts[kind][code]["en"])


@cache
def sayings(module: str) -> Sayings:
    """The sayings of a module of core, from its `catalogue/sayings.toml`; read once. Raises `SayingsError`."""
    return define((files(f"nybrott.core.{module}") / "catalogue" / "sayings.toml").read_text(encoding="utf-8"))


def define(text: str) -> Sayings:
    """Sayings from the text of a TOML file. Raises `SayingsError`."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise SayingsError(f"The sayings are not TOML: {trouble}.") from None
    for name in _ABOUT:
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise SayingsError(f"The sayings do not tell {name}.")
    if not isinstance(said.get("checked_by"), str) or not isinstance(said.get("review_after"), date):
        raise SayingsError('The sayings tell who checked them (or "") and when they are reviewed.')
    kinds = {
        kind: MappingProxyType({code: _saying(f"{kind}.{code}", one) for code, one in codes.items()})
        for kind, codes in said.items()
        if kind not in _FACTS
    }
    return Sayings(MappingProxyType(kinds))


def _saying(place: str, said: object) -> Mapping[str, str]:
    if not isinstance(said, dict) or set(said) != set(LANGUAGES):
        raise SayingsError(f"{place}: it is said in nb, nn and en, and nothing else.")
    for language in LANGUAGES:
        if not isinstance(said[language], str) or not said[language].strip():
            raise SayingsError(f"{place}: {language} is empty.")
        try:
            same = _places(said[language]) == _places(said["en"])
        except ValueError as trouble:
            raise SayingsError(f"{place}: {language}: {trouble}.") from None
        if not same:
            raise SayingsError(f"{place}: {language} does not have the same facts as en.")
    return MappingProxyType({language: said[language] for language in LANGUAGES})


def _places(text: str) -> frozenset[str]:
    return frozenset(name for _text, name, _form, _change in Formatter().parse(text) if name is not None)
