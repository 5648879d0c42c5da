"""Guides, read once from the files of `catalogue/`."""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from nybrott.core.reviewing.model import Guide, Question

LANGUAGES = ("nb", "nn", "en")
FEWEST, MOST = 3, 7  # questions: fewer challenge nothing, more are not answered


class GuideError(ValueError):
    """A guide that cannot be used. The message says what is wrong, and where."""


@cache
def guides() -> Mapping[str, Guide]:
    """Every guide of the package, by the kind of work it is for."""
    folder = files("nybrott.core.reviewing") / "catalogue"
    found = [define(one.name, one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]  # fmt: skip
    return MappingProxyType({one.kind: one for one in sorted(found, key=lambda one: one.kind)})


def define(name: str, text: str) -> Guide:
    """A guide from the text of a TOML file called `name`. Raises `GuideError`."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise GuideError(f"{name} is not TOML: {trouble}.") from None
    for key in ("kind", "why", "source", "authored_by"):
        if not isinstance(said.get(key), str) or not said[key].strip():
            raise GuideError(f"{name} does not say {key}.")
    if not isinstance(said.get("checked_by"), str) or not isinstance(said.get("review_after"), date):
        raise GuideError(f'{name} says who checked it (or "") and when it is reviewed.')
    questions = tuple(_question(name, one) for one in said.get("questions", ()))
    if not FEWEST <= len(questions) <= MOST:
        raise GuideError(f"{name} has {len(questions)} questions; from {FEWEST} to {MOST} are answered.")
    if len({one.id for one in questions}) < len(questions):
        raise GuideError(f"{name} has two questions of one id.")
    return Guide(
        said["kind"], _texts(name, "name", said.get("name")), said["why"].strip(), said["source"].strip(), said["authored_by"], said["checked_by"], said["review_after"],
        questions, hashlib.sha256(text.encode()).hexdigest()[:12],
    )  # fmt: skip


def _question(name: str, said: Any) -> Question:
    if not isinstance(said, dict) or not isinstance(said.get("id"), str) or not said["id"].isidentifier():
        raise GuideError(f"{name}: a question has no id of small letters.")
    place = f"questions.{said['id']}"
    return Question(said["id"], _texts(name, f"{place}.asks", said.get("asks")), _texts(name, f"{place}.why", said.get("why")))  # fmt: skip


def _texts(name: str, place: str, said: Any) -> Mapping[str, str]:
    for language in LANGUAGES:
        if not isinstance(said, dict) or not isinstance(said.get(language), str) or not said[language].strip():
            raise GuideError(f"{name}, {place}: {language} is missing.")
    return MappingProxyType({language: said[language] for language in LANGUAGES})
