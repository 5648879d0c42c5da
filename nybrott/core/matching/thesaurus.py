"""The municipal thesaurus: words that mean one thing in the services of a municipality, read from reviewed files."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from nybrott.core.language import words_in

LANGUAGES = ("nb", "nn", "en")
_KEYS = {"id", "names", "source", "authored_by", "checked_by", "review_after", "concepts"}
_SHARED, _LIGHT = "shared", "light"


class ThesaurusError(ValueError):
    """A file that cannot be used: which one, where in it, and why."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing, and its terms by language. nn holds what bokmål's terms do not cover already."""

    id: str
    field: str
    terms: Mapping[str, tuple[str, ...]]

    def all(self) -> Iterator[str]:
        """Every term, each once."""
        return iter(dict.fromkeys(term for language in LANGUAGES for term in self.terms[language]))


@dataclass(frozen=True, slots=True)
class Field:
    """A part of what a municipality does, with who wrote and checked its concepts. `names` by nb, nn, en."""

    id: str
    names: Mapping[str, str]
    source: str
    authored_by: str
    checked_by: str
    review_after: date


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """`shared`: terms that stand in several concepts on purpose, each with the reason. `light`: folded words that say little
    of what a need is about. `version`: a short hash that changes when any file does; features made under another
    version do not fit."""

    fields: Mapping[str, Field]
    concepts: Mapping[str, Concept]
    shared: Mapping[str, str]
    light: frozenset[str]
    version: str


@cache
def thesaurus() -> Thesaurus:
    """The thesaurus as it stands in the package, read once."""
    folder = files("nybrott.core.matching") / "catalogue"
    return define(
        {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".toml")}
    )


def define(texts: Mapping[str, str]) -> Thesaurus:
    """Reads all files, name → TOML text: `<field>.toml` holds the concepts of a field, `shared.toml` the reasons why a
    term stands in several, `light.toml` the words that say little. Raises `ThesaurusError`."""
    fields: dict[str, Field] = {}
    concepts: dict[str, Concept] = {}
    shared: Mapping[str, str] = {}
    light: frozenset[str] = frozenset()
    for file in sorted(texts):
        said = _read(file, texts[file])
        if file == f"{_SHARED}.toml":
            shared = said.get("terms", {})
            continue
        if file == f"{_LIGHT}.toml":
            light = frozenset(_plain(word) for word in said.get("words", []))
            continue
        field = _field(file, said)
        fields[field.id] = field
        for id, terms in said.get("concepts", {}).items():
            if id in concepts:
                raise ThesaurusError(f"{file}: there is a concept {id} in {concepts[id].field}.toml already.")
            concepts[id] = Concept(
                id, field.id, {language: _terms(file, id, language, terms) for language in LANGUAGES}
            )
    _told_apart(concepts, shared)
    digest = hashlib.sha256("\0".join(f"{file}\0{texts[file]}" for file in sorted(texts)).encode()).hexdigest()
    return Thesaurus(fields, concepts, shared, light, digest[:12])


def _read(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise ThesaurusError(f"{file} is not TOML: {trouble}.") from None


def _field(file: str, said: Mapping[str, Any]) -> Field:
    missing = _KEYS - set(said)
    if missing or set(said) - _KEYS:
        raise ThesaurusError(f"{file}: its keys must be just {', '.join(sorted(_KEYS))}.")
    if f"{said['id']}.toml" != file:
        raise ThesaurusError(f"{file}: id must be the name of the file.")
    if set(said["names"]) != set(LANGUAGES):
        raise ThesaurusError(f"{file}: names must be said in {', '.join(LANGUAGES)}.")
    if not said["source"] or not said["authored_by"] or type(said["review_after"]) is not date:
        raise ThesaurusError(f"{file}: source and authored_by must be texts, review_after a date without quotes.")
    return Field(
        said["id"], said["names"], said["source"], said["authored_by"], said["checked_by"], said["review_after"]
    )


def _terms(file: str, id: str, language: str, said: object) -> tuple[str, ...]:
    terms = said.get(language) if isinstance(said, dict) else None
    if not isinstance(terms, list) or not all(isinstance(term, str) and words_in(term) for term in terms):
        raise ThesaurusError(f"{file}: {id}.{language} must be a list of terms.")
    if len(set(map(_plain, terms))) != len(terms):
        raise ThesaurusError(f"{file}: {id}.{language} says a term twice.")
    return tuple(terms)


def _told_apart(concepts: Mapping[str, Concept], shared: Mapping[str, str]) -> None:
    """A term belongs to one concept, unless a reason is given."""
    owners: dict[str, set[str]] = {}
    for concept in concepts.values():
        for term in concept.all():
            owners.setdefault(_plain(term), set()).add(concept.id)
    twice = {term: ids for term, ids in owners.items() if len(ids) > 1}
    unsaid = sorted(set(twice) - set(map(_plain, shared)))
    if unsaid:
        told = "; ".join(f"{term} ({', '.join(sorted(twice[term]))})" for term in unsaid)
        raise ThesaurusError(f"A term in two concepts needs a reason in {_SHARED}.toml: {told}.")
    idle = sorted(set(map(_plain, shared)) - set(twice))
    if idle:
        raise ThesaurusError(
            f"{_SHARED}.toml gives a reason for terms that stand in one concept only: {', '.join(idle)}."
        )


def _plain(term: str) -> str:
    return " ".join(word.folded for word in words_in(term))
