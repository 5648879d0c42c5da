"""Reads a roster from what JSON gave, and says where it is wrong."""

from collections.abc import Mapping
from typing import Any

from nybrott.core.pairing.people import Driver, Mentor, PairingError, Roster

_LONGEST = 200  # characters of an id or a word
_MOST = 200  # of what one person lists
_DRIVER = {
    "id": str,
    "unit": str,
    "managers": list,
    "place": str,
    "languages": list,
    "subjects": list,
    "wishes": list,
    "rather_not": list,
}
_MENTOR = {
    "id": str,
    "capacity": int,
    "unit": str,
    "languages": list,
    "subjects": list,
    "places": list,
    "wishes": list,
    "rather_not": list,
}
_NEEDED = {"id", "capacity"}
_CALLED = {str: "a text", int: "a whole number", list: "a list of texts"}


def read(said: object) -> Roster:
    """A roster from `{"drivers": […], "mentors": […], "fixed": […], "before": […], "apart": […]}`; the last three may be left out. Raises
    `PairingError` with the place of what is wrong."""
    if not isinstance(said, dict):
        raise PairingError("the whole is not an object with drivers and mentors")
    _keys("the whole", said, {"drivers", "mentors", "fixed", "before", "apart"}, {"drivers", "mentors"})
    return Roster(
        drivers=tuple(Driver(**_person(place, one, _DRIVER)) for place, one in _listed("drivers", said)),
        mentors=tuple(Mentor(**_person(place, one, _MENTOR)) for place, one in _listed("mentors", said)),
        fixed=tuple(_pair(place, one) for place, one in _listed("fixed", said)),
        before=tuple(_pair(place, one) for place, one in _listed("before", said)),
        apart=tuple(_pair(place, one) for place, one in _listed("apart", said)),
    )


def _listed(name: str, said: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The entries of a list, each with its place counted from 1."""
    entries = said.get(name, [])
    if not isinstance(entries, list):
        raise PairingError(f"{name} is not a list")
    return [(f"{name}, number {number}", one) for number, one in enumerate(entries, 1)]


def _keys(where: str, said: Mapping[str, Any], may: set[str], must: set[str]) -> None:
    if unknown := sorted(set(said) - may):
        raise PairingError(f"{where}: nobody knows “{unknown[0]}”; there are {', '.join(sorted(may))}")
    if missing := sorted(must - set(said)):
        raise PairingError(f"{where}: {missing[0]} is missing")


def _person(where: str, said: Any, shape: Mapping[str, type]) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise PairingError(f"{where} is not an object")
    _keys(where, said, set(shape), _NEEDED & set(shape))
    found = {name: _value(f"{where}, {name}", value, shape[name]) for name, value in said.items()}
    if not found["id"]:
        raise PairingError(f"{where}: id is empty")
    return found


def _value(where: str, value: Any, wanted: type) -> Any:
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise PairingError(f"{where} is not {_CALLED[wanted]}")
    if isinstance(value, str):
        return _text(where, value)
    if isinstance(value, list):
        if len(value) > _MOST:
            raise PairingError(f"{where} lists {len(value)}; at most {_MOST}")
        return tuple(dict.fromkeys(_text(where, one) for one in value))
    return value


def _text(where: str, value: object) -> str:
    if not isinstance(value, str):
        raise PairingError(f"{where} holds something that is not a text")
    if len(value) > _LONGEST:
        raise PairingError(f"{where} holds a text of {len(value)} characters; at most {_LONGEST}")
    return value.strip()


def _pair(where: str, said: Any) -> tuple[str, str]:
    if not isinstance(said, dict):
        raise PairingError(f"{where} is not an object")
    _keys(where, said, {"driver", "mentor"}, {"driver", "mentor"})
    return _text(f"{where}, driver", said["driver"]), _text(f"{where}, mentor", said["mentor"])
