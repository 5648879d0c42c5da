"""The programmes that come with Nybrott, from the catalogue."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from nybrott.core.methods import catalogue
from nybrott.core.programme.model import ProgrammeError
from nybrott.core.programme.reading import read_programme

ANSWERS = ("why", "source", "authored_by", "checked_by", "review_after")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A programme of the catalogue: what a package needs to know of it, and who answers for its words. `derived_from` is
    the id of another one (empty: none); `released_on` is an ISO date."""

    id: str
    uid: str
    version: int
    derived_from: str
    released_on: str
    note: str
    programme: Mapping[str, Any]
    why: str
    source: str
    authored_by: str
    checked_by: str
    review_after: date

    def __hash__(self) -> int:
        return hash((self.id, self.version))


@cache
def shipped() -> Mapping[str, Shipped]:
    """The programmes that come with Nybrott, id → programme; one that is derived stands after what it came from."""
    folder = files("nybrott.core.programme") / "catalogue"
    found = [
        define(file.name, file.read_text(encoding="utf-8")) for file in folder.iterdir() if file.name.endswith(".toml")
    ]
    return {one.id: one for one in sorted(found, key=lambda one: (one.derived_from, one.id))}


def define(name: str, text: str) -> Shipped:
    """One file. Its `cards` are ids of method cards, which go along whole. Raises `ProgrammeError`."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise ProgrammeError(name, f"is not TOML: {trouble}") from None
    about = said.pop("about", {})
    for key in (*ANSWERS, "uid", "version", "derived_from", "released_on", "note"):
        if key not in about:
            raise ProgrammeError(f"{name}/about/{key}", "must be there")
    for card in said.get("cards", []):
        if card not in catalogue():
            raise ProgrammeError(f"{name}/cards", f"names {card}, which is no method card")
    said["cards"] = [catalogue()[card].data() for card in said.get("cards", [])]
    programme = read_programme(said, place=name)
    return Shipped(
        name.removesuffix(".toml"), about["uid"], about["version"], about["derived_from"], about["released_on"].isoformat(), about["note"],
        programme, about["why"], about["source"], about["authored_by"], about["checked_by"], about["review_after"],
    )  # fmt: skip
