"""The draw as a file anybody can read: the closed list, then the value, then what came out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nybrott.core.lottery.drawing import Drawn, Meeting, draw
from nybrott.core.lottery.model import FORMAT, VERSION, Applicant, ClosedList, LotteryError, Slot, check_text
from nybrott.core.moments import moment_of, written

_WHOLE = ("format", "version", "closed_at", "known_at", "value_is", "most", "slots", "applicants")
_MAY = ("title", "list_hash", "value", "draw")


@dataclass(frozen=True, slots=True)
class Published:
    """A draw as it is published. `value` is empty until it is known; `said` is what the file says came out, as it stands there
    (None: nothing yet); `list_hash` what it says of the list ("": nothing). `title` and `names` are for the eye alone."""

    closed: ClosedList
    value: str = ""
    title: str = ""
    names: Mapping[str, str] | None = None
    list_hash: str = ""
    said: Any = None

    def drawn(self) -> Drawn:
        """What comes out of the list and the value, whatever the file says. Raises `LotteryError` while there is no value."""
        return draw(self.closed, self.value)

    def told(self) -> dict[str, Any]:
        """The file anew: with the list's hash, and with what comes out once there is a value."""
        closed, names = self.closed, self.names or {}
        whole: dict[str, Any] = {"format": FORMAT, "version": VERSION}
        whole |= {"title": self.title} if self.title else {}
        whole |= {
            "closed_at": written(closed.closed_at), "known_at": written(closed.known_at), "value_is": closed.value_is, "most": closed.most,
            "slots": [{"key": one.key, "begins": written(one.begins), "minutes": one.minutes} for one in closed.slots],
            "applicants": [
                {"key": one.key, **({"name": names[one.key]} if one.key in names else {}), "wants": one.wants,
                 "wishes": list(one.wishes), "cannot": sorted(one.cannot)}
                for one in closed.applicants
            ],
            "list_hash": closed.hash,
        }  # fmt: skip
        return {**whole, "value": self.value, "draw": _plain(self.drawn())} if self.value else whole

    def differences(self) -> list[tuple[str, str, str]]:
        """Where the file says something else than comes out: the place, what the file says, what it should say."""
        found = []
        if self.list_hash not in ("", self.closed.hash):
            found.append(("list_hash", self.list_hash, self.closed.hash))
        if self.said is not None:
            found += list(_differ("draw", self.said, _plain(self.drawn())))
        return found


def read(said: object) -> Published:
    """A draw from what the JSON of a file says. Raises `LotteryError` that says where and why it cannot be drawn from."""
    whole = _object(said, "", _WHOLE, _MAY)
    if whole["format"] != FORMAT or type(whole["version"]) is not int or whole["version"] != VERSION:
        raise LotteryError("format", "format", f"{whole['format']} {whole['version']}")
    applicants = [_applicant(one, f"applicants, {at}") for at, one in enumerate(_list(whole, "applicants", ""), 1)]
    closed = ClosedList(
        closed_at=_moment(whole, "closed_at", ""),
        known_at=_moment(whole, "known_at", ""),
        value_is=_text(whole, "value_is", ""),
        slots=tuple(_slot(one, f"slots, {at}") for at, one in enumerate(_list(whole, "slots", ""), 1)),
        applicants=tuple(one for one, _name in applicants),
        most=_number(whole, "most", ""),
    )
    value = _text(whole, "value", "") if "value" in whole else ""
    if value:
        check_text(value, "value")
    elif whole.get("draw") is not None:
        raise LotteryError("missing", "value")
    names = {one.key: name for one, name in applicants if name}
    list_hash = _text(whole, "list_hash", "") if "list_hash" in whole else ""
    title = _text(whole, "title", "") if "title" in whole else ""
    return Published(closed, value, title, names, list_hash, whole.get("draw"))


def _plain(drawn: Drawn) -> dict[str, Any]:
    return {
        "seed": drawn.seed,
        "order": list(drawn.order),
        "meetings": [_meeting(one) for one in drawn.meetings],
        "waiting": [{"supplier": one.supplier, "has": one.has, "why": one.why} for one in drawn.waiting],
    }


def _meeting(one: Meeting) -> dict[str, Any]:
    return {"slot": one.slot, "supplier": one.supplier, "round": one.round}


def _differ(place: str, said: Any, right: Any) -> list[tuple[str, str, str]]:
    """The first places where two plain things differ, one for each branch of the right one."""
    if isinstance(right, dict) and isinstance(said, dict):
        strange = [(f"{place}, {str(key)[:40]}", _short(said[key]), "nothing") for key in said if key not in right]
        known = [one for key, value in right.items() for one in _differ(f"{place}, {key}", said.get(key), value)]
        return strange + known
    if isinstance(right, list) and isinstance(said, list):
        for at, (theirs, ours) in enumerate(zip(said, right, strict=False), 1):
            if different := _differ(f"{place}, {at}", theirs, ours):
                return different
        return [] if len(said) == len(right) else [(f"{place}, how many", str(len(said)), str(len(right)))]
    return [] if type(said) is type(right) and said == right else [(place, _short(said), _short(right))]


def _short(value: object) -> str:
    text = value if isinstance(value, str) else "nothing" if value is None else repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _slot(said: object, place: str) -> Slot:
    one = _object(said, place, ("key", "begins", "minutes"), ())
    return Slot(_text(one, "key", place), _moment(one, "begins", place), _number(one, "minutes", place))


def _applicant(said: object, place: str) -> tuple[Applicant, str]:
    one = _object(said, place, ("key",), ("name", "wants", "wishes", "cannot"))
    wishes, cannot = (_texts(one, name, place) for name in ("wishes", "cannot"))
    if len(set(cannot)) < len(cannot):
        raise LotteryError("wish", place)
    wants = _number(one, "wants", place) if "wants" in one else 1
    name = _text(one, "name", place) if "name" in one else ""
    return Applicant(_text(one, "key", place), tuple(wishes), frozenset(cannot), wants), name


def _object(said: object, place: str, must: Sequence[str], may: Sequence[str]) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise LotteryError("object", place)
    for name in must:
        if name not in said:
            raise LotteryError("missing", _at(place, name))
    for name in said:
        if name not in must and name not in may:
            raise LotteryError("unknown", _at(place, str(name)[:40]))
    return said


def _at(place: str, name: str) -> str:
    return f"{place}, {name}" if place else name


def _list(said: Mapping[str, Any], name: str, place: str) -> list[Any]:
    if not isinstance(said[name], list):
        raise LotteryError("list", _at(place, name))
    return list(said[name])


def _texts(said: Mapping[str, Any], name: str, place: str) -> list[str]:
    found = _list(said, name, place) if name in said else []
    if not all(isinstance(one, str) for one in found):
        raise LotteryError("list", _at(place, name))
    return found


def _text(said: Mapping[str, Any], name: str, place: str) -> str:
    if not isinstance(said[name], str):
        raise LotteryError("kind", _at(place, name), _short(said[name]))
    return str(said[name])


def _number(said: Mapping[str, Any], name: str, place: str) -> int:
    if type(said[name]) is not int:
        raise LotteryError("number", _at(place, name), _short(said[name]))
    return int(said[name])


def _moment(said: Mapping[str, Any], name: str, place: str) -> datetime:
    text = _text(said, name, place)
    try:
        return moment_of(text)
    except ValueError:
        raise LotteryError("moment", _at(place, name), text) from None
