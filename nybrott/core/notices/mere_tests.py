"""Notices that somebody published to try out a system: what shows it stands in `catalogue/test-notices.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from nybrott.core.notices.model import Notice

_CATALOGUE = "catalogue/test-notices.toml"
_READ = ("title", "description", "lot-title", "lot-description")
_SIGNS = re.compile(r"[\W\d_]+")
_TITLE_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Rules:
    """What shows a test, in small letters; all but `marked` without signs and numbers."""

    marked: tuple[str, ...]
    buyer_is: frozenset[str]
    title_is: frozenset[str]
    says: tuple[str, ...]
    begins: tuple[str, ...]


@cache
def catalogue() -> Mapping[str, Any]:
    """The reviewed file as it stands: what, why, source, who wrote and checked it, words and examples."""
    return tomllib.loads((files("nybrott.core.notices") / _CATALOGUE).read_text(encoding="utf-8"))


@cache
def _rules() -> Rules:
    said = catalogue()
    return Rules(
        marked=tuple(said["marked"]),
        buyer_is=frozenset(_words(said["buyer_is"])),
        title_is=frozenset(_words(said["title_is"])),
        says=tuple(f" {words} " for words in _words(said["says"])),
        begins=tuple(f" {words} " for words in _words(said["begins"])),
    )


def _words(by_language: Mapping[str, Iterable[str]]) -> Iterable[str]:
    return (_folded(words) for said in by_language.values() for words in said)


def mere_test(notice: Notice) -> str:
    """The words that show the notice to be a test, as they stand in it; empty when nothing does."""
    rules = _rules()
    for party in notice.buyers:
        if _may_be(party.name) and (
            party.name.strip().casefold().startswith(rules.marked) or _folded(party.name) in rules.buyer_is
        ):
            return party.name
    for text in notice.texts:
        if text.field in _READ and _may_be(text.content) and (words := _shown(rules, text.field, text.content)):
            return words
    return ""


def _may_be(text: str) -> bool:
    """Whether a text has any word that the rules look for; only such texts are folded, which takes ten times as long."""
    small = text.lower()
    return "test" in small or "lorem" in small


def _shown(rules: Rules, field: str, content: str) -> str:
    folded = _folded(content)
    framed = f" {folded} "
    if field.endswith("title") and (content.strip().casefold().startswith(rules.marked) or folded in rules.title_is):
        return content[:_TITLE_SHOWN]
    found = next((words for words in rules.says if words in framed), "")
    found = found or next((words for words in rules.begins if framed.startswith(words)), "")
    return _as_written(content, found.split()) if found else ""


def _as_written(content: str, words: list[str]) -> str:
    """The words as the notice has them, with the signs between."""
    pattern = r"[\W\d_]+".join(map(re.escape, words))
    found = re.search(pattern, content, re.IGNORECASE)
    return found.group() if found else " ".join(words)


def _folded(text: str) -> str:
    return _SIGNS.sub(" ", text.casefold()).strip()
