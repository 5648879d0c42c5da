"""Reads the tables of amounts and references, and refuses a table that contradicts itself."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from nybrott.core.law.model import HOLDERS, KINDS, NOTHING, Amount, Reference
from nybrott.core.sayings import LANGUAGES

_ABOUT = ("id", "what", "why", "source", "authored_by")


class LawError(ValueError):
    """A table that cannot be used. The message says which entry, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of which it is known that nobody knows: the amount was changed, and the new one was not found."""

    valid_from: date | None
    valid_until: date | None
    source: str
    note: Mapping[str, str]

    def holds(self, on: date) -> bool:
        """Whether the day is one of them."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_until is None or on <= self.valid_until)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entries:
    """What is known of one name: its periods in the order of time, and the gaps between them."""

    names: Mapping[str, str]
    periods: tuple[Amount | Reference, ...]
    gaps: tuple[Gap, ...]


@cache
def tables() -> Mapping[str, Entries]:
    """Amounts and references by name, read once. Raises `LawError`."""
    folder = files("nybrott.core.law") / "catalogue"
    found: dict[str, Entries] = {}
    for kind in ("amount", "reference"):
        for name, entries in define((folder / f"{kind}s.toml").read_text(encoding="utf-8"), kind).items():
            if name in found:
                raise LawError(f"{name}: two entries have this name.")
            found[name] = entries
    return MappingProxyType(found)


def define(text: str, kind: str) -> Mapping[str, Entries]:
    """The entries of a table; `kind` is "amount" or "reference". Raises `LawError`."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise LawError(f"The table is not TOML: {trouble}.") from None
    for name in _ABOUT:
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise LawError(f"The table does not tell {name}.")
    if not isinstance(said.get("checked_by"), str) or type(said.get("review_after")) is not date:
        raise LawError('The table tells who checked it (or "") and when it is reviewed.')
    found: dict[str, Entries] = {}
    for entry in said.get(kind, []):
        name = entry.get("name")
        if not isinstance(name, str) or not name or name in found:
            raise LawError(f"{name}: every entry has a name of its own.")
        found[name] = _entries(name, entry, kind)
    if not found:
        raise LawError(f"The table has no {kind}.")
    return MappingProxyType(found)


def _entries(name: str, said: Mapping[str, Any], kind: str) -> Entries:
    names = _texts(name, "names", said.get("names"))
    periods: list[Amount | Reference] = []
    gaps: list[Gap] = []
    for period in said.get("period", []):
        first, last = _day(name, period, "valid_from"), _day(name, period, "valid_until")
        if first and last and last < first:
            raise LawError(f"{name}: a period ends {last} before it begins {first}.")
        note = _texts(name, "note", period["note"]) if "note" in period else NOTHING
        if not str(period.get("source", "")).startswith("https://"):
            raise LawError(f"{name}: each period tells its source, an address.")
        if ("value" if kind == "amount" else "cite") in period:
            told = {"name": name, "names": names, "valid_from": first, "valid_until": last, "note": note}
            periods.append(_period(told, said, period, kind))
        elif note:
            gaps.append(Gap(first, last, period["source"], note))
        else:
            raise LawError(f"{name}: a period without a value says in a note why.")
    spans = [(one.valid_from or date.min, one.valid_until or date.max) for one in (*periods, *gaps)]
    if not periods or _overlap(spans):
        raise LawError(f"{name}: there is one period at least, and no two hold on the same day.")
    return Entries(names, tuple(sorted(periods, key=lambda one: one.valid_from or date.min)), tuple(gaps))


def _period(told: Mapping[str, Any], said: Mapping[str, Any], period: Mapping[str, Any], kind: str) -> Amount | Reference:  # fmt: skip
    name = told["name"]
    checked, by, certain = _day(name, period, "last_checked"), period.get("checked_by"), period.get("certain")
    if checked is None or not isinstance(by, str) or not isinstance(certain, bool):
        raise LawError(f'{name}: each period tells last_checked, checked_by (or "") and whether it is certain.')
    if not certain and not told["note"]:
        raise LawError(f"{name}: what is not certain says in a note why.")
    about: dict[str, Any] = {
        **told, "source": period["source"], "last_checked": checked, "checked_by": by, "certain": certain,
    }  # fmt: skip
    if kind == "reference":
        if not isinstance(period["cite"], str) or not period["cite"].strip():
            raise LawError(f"{name}: cite is how the place is cited.")
        return Reference(**about, cite=period["cite"])
    value, holders, kinds = period["value"], said.get("holders"), said.get("kinds")
    if type(value) is not int or value <= 0 or said.get("unit") != "NOK":
        raise LawError(f"{name}: value is whole øre above nought, and unit is NOK.")
    if not _of(holders, HOLDERS) or not _of(kinds, KINDS):
        raise LawError(f"{name}: holders are among {', '.join(HOLDERS)}, kinds among {', '.join(KINDS)}.")
    return Amount(**about, value=value, unit="NOK", holders=tuple(holders or ()), kinds=tuple(kinds or ()))


def _of(given: object, known: Sequence[str]) -> bool:
    return isinstance(given, list) and bool(given) and all(one in known for one in given)


def _overlap(spans: Sequence[tuple[date, date]]) -> bool:
    ordered = sorted(spans)
    return any(later[0] <= earlier[1] for earlier, later in pairwise(ordered))


def _day(name: str, said: Mapping[str, Any], field: str) -> date | None:
    given = said.get(field)
    if given is not None and type(given) is not date:
        raise LawError(f"{name}: {field} is a day.")
    return given


def _texts(name: str, field: str, given: object) -> Mapping[str, str]:
    texts = given if isinstance(given, dict) else {}
    if set(texts) != set(LANGUAGES) or not all(isinstance(one, str) and one.strip() for one in texts.values()):
        raise LawError(f"{name}: {field} is said in nb, nn and en, and nothing else.")
    return MappingProxyType({language: " ".join(texts[language].split()) for language in LANGUAGES})
