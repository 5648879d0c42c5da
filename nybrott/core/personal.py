"""Finds what tells who somebody is in a free text: national identity numbers, telephone numbers, e-mail addresses. Pure.

A warning, never a block: whoever writes is shown the places and decides. Norwegian rules: national identity numbers and
D-numbers have eleven digits with two check digits (modulus 11); telephone numbers have eight, or +47 before them.
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["identity number", "telephone number", "e-mail address"]

_DIGITS = re.compile(r"(?<![\d+])\d(?:[ .-]?\d){10}(?!\d)", re.ASCII)
_TELEPHONE = re.compile(r"(?<![\w+])(?:(?:\+|00)47[ -]?)?[2-9]\d(?:[ -]?\d){6}(?![\d\w])")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_FIRST, _SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place (characters, `end` not included) that tells who somebody is."""

    kind: Kind
    start: int
    end: int


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits are a national identity number or a D-number: a possible day, month, and both check digits.

    Months from 41 and 81 are synthetic numbers; they count, since nobody can tell them apart in a text.
    """
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return False
    values = [int(digit) for digit in digits]
    day, month = int(digits[:2]), int(digits[2:4]) % 40
    if not (1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= month <= 12):
        return False
    first = -sum(a * b for a, b in zip(_FIRST, values, strict=False)) % 11
    second = -sum(a * b for a, b in zip(_SECOND, values, strict=False)) % 11
    return first == values[9] and second == values[10]


def spots(text: str) -> tuple[Spot, ...]:
    """Every place in a text that tells who somebody is, in the order of the text, none over another."""
    found = [
        Spot("identity number", hit.start(), hit.end())
        for hit in _DIGITS.finditer(text)
        if is_identity_number(re.sub(r"\D", "", hit.group()))
    ]
    found += [Spot("e-mail address", hit.start(), hit.end()) for hit in _ADDRESS.finditer(text)]
    taken = [(spot.start, spot.end) for spot in found]
    for hit in _TELEPHONE.finditer(text):
        if not any(hit.start() < end and start < hit.end() for start, end in taken):
            found.append(Spot("telephone number", hit.start(), hit.end()))
    return tuple(sorted(found, key=lambda spot: spot.start))
