"""A group as text for an address: `NO-310400009.310400017~SE-5560160680`.

A long group packs its Norwegian numbers (`NO_…`): the steps from one number to the next, five bits a sign, some four
signs each.
"""

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_MEMBERS = 2_000
LONGEST_PLAIN = 1_000  # signs; longer ones are packed

_SIGNS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}
_MORE = 32  # a sign from here on is followed by more of the same number
_REF = re.compile(r"[a-z0-9-]{1,80}")
_PACKABLE = re.compile(r"[0-9]{9}")
_LONGEST = 200_000


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """An organisation by its address in the lake."""

    country: str
    ref: str


def written(group: Iterable[Member]) -> str:
    """The group as text for an address: in order, each organisation once."""
    by_country: dict[str, list[str]] = {}
    for member in sorted(set(group)):
        by_country.setdefault(member.country, []).append(member.ref)
    plain = "~".join(f"{country}-{'.'.join(refs)}" for country, refs in by_country.items())
    return plain if len(plain) <= LONGEST_PLAIN else "~".join(_packed(by_country))


def _packed(by_country: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for country, refs in by_country.items():
        numbers = [int(ref) for ref in refs if _PACKABLE.fullmatch(ref)]
        others = [ref for ref in refs if not _PACKABLE.fullmatch(ref)]
        if numbers:
            steps = [number - before for before, number in zip([0, *numbers], numbers, strict=False)]
            yield f"{country}_{''.join(_signs(step) for step in steps)}"
        if others:
            yield f"{country}-{'.'.join(others)}"


def _signs(number: int) -> str:
    out = ""
    while True:
        number, five = number >> 5, number & 31
        out += _SIGNS[five + (_MORE if number else 0)]
        if not number:
            return out


def read(text: str) -> tuple[Member, ...] | None:
    """The group an address holds, in order; None when it cannot be understood or is larger than a group may be."""
    members: set[Member] = set()
    if len(text) > _LONGEST:
        return None
    for part in text.split("~") if text else []:
        country, kind, rest = part[:2], part[2:3], part[3:]
        refs = _unpacked(rest) if kind == "_" else rest.split(".") if kind == "-" else None
        if refs is None or not (country.isascii() and country.isalpha() and country.isupper() and len(country) == 2):
            return None
        if not all(_REF.fullmatch(ref) for ref in refs):
            return None
        members.update(Member(country, ref) for ref in refs)
    return tuple(sorted(members)) if len(members) <= MOST_MEMBERS else None


def _unpacked(text: str) -> list[str] | None:
    refs: list[str] = []
    total = number = place = 0
    for sign in text:
        if sign not in _VALUES:
            return None
        value = _VALUES[sign]
        number |= (value & 31) << place
        place += 5
        if value < _MORE:
            total += number
            if total > 999_999_999 or len(refs) >= MOST_MEMBERS:
                return None
            refs.append(f"{total:09d}")
            number = place = 0
        elif place > 30:
            return None
    return refs if place == 0 and refs else None
