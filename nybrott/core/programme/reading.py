"""A programme from plain data: checked whole, or told what is wrong with it."""

import re
from collections.abc import Mapping
from typing import Any

from nybrott.core.methods import CardError, read_card
from nybrott.core.programme.model import LANGUAGES, LICENCES, SECTIONS, TOP, Field, ProgrammeError

MOST_THINGS, LONGEST_LINE, LONGEST_TEXT = 60, 300, 6_000
_ID = re.compile(r"[a-z][a-z0-9-]{0,58}[a-z0-9]")


def read_programme(said: object, *, place: str = "programme.json") -> dict[str, Any]:
    """The programme as plain data with nothing unknown in it. Raises `ProgrammeError`."""
    if not isinstance(said, Mapping):
        raise ProgrammeError(place, "must be a table of keys")
    for key in said:
        if key not in {*TOP, "licence", "cards", *SECTIONS}:
            raise ProgrammeError(f"{place}/{key}", "is not a key we know")
    if said.get("licence") not in LICENCES:
        raise ProgrammeError(f"{place}/licence", f"must be one of {', '.join(LICENCES)}")
    found: dict[str, Any] = {key: _words(said.get(key), f"{place}/{key}", LONGEST_TEXT) for key in TOP}
    found["licence"] = said["licence"]
    cards = _things(said.get("cards", []), f"{place}/cards")
    for section, fields in SECTIONS.items():
        things = _things(said.get(section, []), f"{place}/{section}")
        found[section] = [_thing(one, fields, f"{place}/{section}/{one['id']}") for one in things]
    found["cards"] = [_card(one, f"{place}/cards/{one['id']}") for one in cards]
    _check_refs(found, place)
    return found


def _card(said: Mapping[str, Any], place: str) -> dict[str, Any]:
    try:
        return read_card(said, place=place).data()
    except CardError as trouble:
        raise ProgrammeError(f"{trouble.place}/{trouble.key}", trouble.reason) from None


def _things(given: object, place: str) -> list[Mapping[str, Any]]:
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise ProgrammeError(place, "must be a list of tables")
    if len(given) > MOST_THINGS:
        raise ProgrammeError(place, f"has {len(given)} things; at most {MOST_THINGS}")
    ids = [one.get("id") for one in given]
    for id in ids:
        if not isinstance(id, str) or not _ID.fullmatch(id):
            raise ProgrammeError(place, "has a thing whose id is not small letters, digits and hyphens")
    if len(set(ids)) < len(ids):
        raise ProgrammeError(place, "has two things with the same id")
    return list(given)


def _thing(said: Mapping[str, Any], fields: Mapping[str, Field], place: str) -> dict[str, Any]:
    for key in said:
        if key != "id" and key not in fields:
            raise ProgrammeError(f"{place}/{key}", "is not a key we know")
    found: dict[str, Any] = {"id": said["id"]}
    for key, one in fields.items():
        if key in said:
            found[key] = _value(said[key], one, f"{place}/{key}")
        elif one.needed:
            raise ProgrammeError(f"{place}/{key}", "must be there")
    return found


def _value(given: object, expected: Field, place: str) -> Any:
    if expected.kind in ("line", "text"):
        return _words(given, place, LONGEST_LINE if expected.kind == "line" else LONGEST_TEXT)
    if expected.kind == "number":
        if type(given) is not int or not 0 < given <= expected.most:
            raise ProgrammeError(place, f"must be a whole number from 1 to {expected.most}")
        return given
    if expected.kind == "choice":
        if not isinstance(given, str) or given not in expected.choices:
            raise ProgrammeError(place, f"must be one of {', '.join(expected.choices)}")
        return given
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given) or len(set(given)) < len(given):
        raise ProgrammeError(place, "must be a list of different ids")
    return list(given)


def _words(given: object, place: str, most: int) -> dict[str, str]:
    if not isinstance(given, Mapping) or not given:
        raise ProgrammeError(place, "must be a text in at least one language")
    for language, text in given.items():
        if language not in LANGUAGES:
            raise ProgrammeError(f"{place}/{language}", f"is no language we know; known are {', '.join(LANGUAGES)}")
        if not isinstance(text, str) or not text.strip() or "\x00" in text:
            raise ProgrammeError(f"{place}/{language}", "must be a text that is not empty")
        if len(text) > most:
            raise ProgrammeError(f"{place}/{language}", f"has {len(text)} characters; at most {most}")
    return {language: str(given[language]) for language in LANGUAGES if language in given}


def _check_refs(found: Mapping[str, Any], place: str) -> None:
    """Every id that is pointed to must be there, and the programme theory must not run in a circle."""
    for section, fields in SECTIONS.items():
        for key, one in fields.items():
            if one.kind != "refs":
                continue
            known = {each["id"] for each in found[one.of]}
            for thing in found[section]:
                for ref in thing.get(key, []):
                    if ref not in known:
                        raise ProgrammeError(
                            f"{place}/{section}/{thing['id']}/{key}", f"points to {ref}, which is not there"
                        )
    after = {one["id"]: set(one.get("leads_to", [])) for one in found["theory"]}
    while ends := [id for id, leads in after.items() if not leads & set(after)]:
        for id in ends:
            del after[id]
    if after:
        raise ProgrammeError(f"{place}/theory", f"runs in a circle: {', '.join(sorted(after))}")
