"""Reads the catalogue, and refuses one that does not hang together."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from nybrott.core.law import names as law_names
from nybrott.core.procedures.model import (
    EFFECTS,
    EFFORTS,
    FACTS,
    VALUE,
    Answer,
    Catalogue,
    Option,
    Question,
    Rule,
    Texts,
)
from nybrott.core.sayings import LANGUAGES

_ABOUT = ("id", "what", "why", "source", "authored_by")
_FILES = ("questions", "options", "rules")
_MOST = 3  # the largest weight


class ProceduresError(ValueError):
    """A catalogue that cannot be used. The message says where, and what is wrong."""


@cache
def catalogue() -> Catalogue:
    """The catalogue, read once. Raises `ProceduresError`."""
    folder = files("nybrott.core.procedures") / "catalogue"
    return define(*((folder / f"{name}.toml").read_text(encoding="utf-8") for name in _FILES))


def define(questions: str, options: str, rules: str) -> Catalogue:
    """A catalogue from the texts of its three tables. Raises `ProceduresError`."""
    asked = tuple(_question(one) for one in _table(questions, "question"))
    ways = tuple(_option(one) for one in _table(options, "option"))
    _once("question", [one.id for one in asked])
    _once("option", [one.id for one in ways])
    known = {one.id: tuple(answer.id for answer in one.answers) for one in asked} | dict(FACTS)
    found: list[Rule] = []
    for one in _table(rules, "rule"):
        found += _rules(one, [way.id for way in ways], known)
    _once("rule", [f"{one.id} for {one.option}" for one in found])
    edition = sha256("\n".join((questions, options, rules)).encode()).hexdigest()[:12]
    by_option = {way.id: tuple(one for one in found if one.option == way.id) for way in ways}
    return Catalogue(asked, ways, MappingProxyType(by_option), edition, tomllib.loads(rules)["checked_by"])


def _once(kind: str, ids: Sequence[str]) -> None:
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise ProceduresError(f"Two {kind}s are called {', '.join(twice)}.")


def _table(text: str, kind: str) -> list[dict[str, Any]]:
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise ProceduresError(f"The {kind}s are not TOML: {trouble}.") from None
    for name in _ABOUT:
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise ProceduresError(f"The {kind}s do not tell {name}.")
    if not isinstance(said.get("checked_by"), str) or type(said.get("review_after")) is not date:
        raise ProceduresError(f'The {kind}s tell who checked them (or "") and when they are reviewed.')
    rows = said.get(kind)
    if not isinstance(rows, list) or not rows:
        raise ProceduresError(f"There are no {kind}s.")
    for row in rows:
        if not isinstance(row.get("id"), str) or not row["id"]:
            raise ProceduresError(f"Every {kind} has an id.")
    return rows


def _question(said: Mapping[str, Any]) -> Question:
    name = said["id"]
    answers = tuple(Answer(str(one.get("id", "")), _texts(f"{name}, answer", one)) for one in said.get("answer", []))
    ids = [one.id for one in answers]
    if (name == VALUE) != (not answers) or len(set(ids)) != len(ids) or "" in ids:
        raise ProceduresError(f"{name}: every question but {VALUE} has answers, each with an id of its own.")
    return Question(name, _texts(name, said.get("names")), _texts(name, said.get("why")), answers)


def _option(said: Mapping[str, Any]) -> Option:
    name, effort = said["id"], said.get("effort")
    if effort not in EFFORTS:
        raise ProceduresError(f"{name}: effort is one of {', '.join(EFFORTS)}.")
    checks = tuple(_texts(f"{name}, check", one) for one in said.get("check", []))
    texts = {field: _texts(name, said.get(field)) for field in ("names", "what", "takes")}
    return Option(id=name, effort=effort, checks=checks, refs=_refs(name, said), **texts)


def _rules(said: Mapping[str, Any], options: Collection[str], known: Mapping[str, Collection[str]]) -> list[Rule]:
    """A row is a rule for each option it names."""
    name, effect, weight = said["id"], said.get("effect"), said.get("weight", 0)
    if effect not in EFFECTS:
        raise ProceduresError(f"{name}: effect is one of {', '.join(EFFECTS)}.")
    weighs = effect in ("for", "against")
    if type(weight) is not int or (not 1 <= weight <= _MOST if weighs else weight):
        raise ProceduresError(f"{name}: weight is 1 to {_MOST} for what speaks for or against, and none for the rest.")
    when: dict[str, tuple[str, ...]] = {}
    for question, answers in said.get("when", {}).items():
        if question not in known or not isinstance(answers, list) or not answers or not set(answers) <= set(known[question]):  # fmt: skip
            raise ProceduresError(f"{name}: {question} = {answers} is no question with these answers.")
        when[question] = tuple(answers)
    chosen = said.get("options")
    if not when or not isinstance(chosen, list) or not chosen or not set(chosen) <= set(options):
        raise ProceduresError(f"{name}: a rule says when it holds, and for which options.")
    why, refs = _texts(name, said.get("why")), _refs(name, said)
    return [Rule(name, option, effect, weight, MappingProxyType(when), why, refs) for option in chosen]


def _refs(name: str, said: Mapping[str, Any]) -> tuple[str, ...]:
    refs = said.get("refs", [])
    if not isinstance(refs, list) or not set(refs) <= set(law_names()):
        raise ProceduresError(f"{name}: refs are names in core.law.")
    return tuple(refs)


def _texts(name: str, given: object) -> Texts:
    texts = given if isinstance(given, dict) else {}
    missing = [one for one in LANGUAGES if not isinstance(texts.get(one), str) or not texts[one].strip()]
    if missing:
        raise ProceduresError(f"{name}: a text lacks {' and '.join(missing)}.")
    return MappingProxyType({one: " ".join(texts[one].split()) for one in LANGUAGES})
