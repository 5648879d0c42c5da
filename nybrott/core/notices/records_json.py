"""JSON written by strangers: parsed with bounds, and values of any type taken as what was wanted or as nothing.

Numbers are kept as they are written (as text): amounts never pass through a float, and the number of an organisation
may come with or without quotation marks. Every string is cleaned of what JSON can carry and a database cannot: null
and other control characters, and halves of surrogate pairs.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from nybrott.core.notices.amounts import money
from nybrott.core.notices.dates import day
from nybrott.core.notices.model import Money

Table = dict[str, object]

# What memory is needed for are values, some 100 bytes each however short they are written.
MOST_VALUES = 4_000_000
_COUNTED_FROM = 4 * 1024 * 1024

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HALVES = re.compile("[\ud800-\udfff]")
_DEEPEST_EXPONENT = 30


class NotJson(Exception):
    """Bytes that are no JSON, or more of it than is read. `place` says where, the message why."""

    def __init__(self, place: str, reason: str, *, goes_on: bool = False, is_open: bool = False) -> None:
        super().__init__(reason)
        self.place = place
        self.goes_on = goes_on  # a whole value was there, and more after it: lines, perhaps
        self.is_open = is_open  # the end came inside a string


def parsed(data: bytes) -> object:
    """The value that `data` holds, numbers as text. Raw control characters in strings are let through."""
    if len(data) > _COUNTED_FROM and data.count(b",") + data.count(b"[") + data.count(b"{") > MOST_VALUES:
        raise NotJson("whole file", f"the file holds more than the {MOST_VALUES // 10**6} million values that are read")
    text = decoded(data)
    try:
        return json.loads(text, strict=False, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        is_open = error.msg.startswith("Unterminated string")
        if is_open or error.pos >= len(text.rstrip()):
            raise NotJson(place, f"the JSON is cut off ({error.msg})", is_open=is_open) from None
        raise NotJson(place, f"this is not well-formed JSON ({error.msg})", goes_on=error.msg == "Extra data") from None
    except RecursionError:
        raise NotJson("whole file", "values are nested deeper than is read") from None


def decoded(data: bytes) -> str:
    """The text of JSON bytes: UTF-8, -16 or -32 as JSON allows; where they are neither, Windows-1252, which older
    Norwegian systems write."""
    try:
        return data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def words(value: object) -> str:
    """A string, or a number as it is written; empty for anything else. Fit to be stored: see the module."""
    if isinstance(value, str):
        if not value.isprintable():
            value = _HALVES.sub("\ufffd", _CONTROL.sub(" ", value))
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def table(value: object) -> Table:
    """An object; empty for anything else."""
    return value if isinstance(value, dict) else {}


def tables(value: object) -> Iterator[Table]:
    """The objects of a list, or a single object that stands where a list was meant."""
    for item in listed(value):
        if isinstance(item, dict):
            yield item


def listed(value: object) -> list[object]:
    """A list; one value standing for a list of one; nothing where there is nothing."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def day_of(value: object) -> date | None:
    """The day of an ISO date or time."""
    return day(words(value))


def amount(value: object) -> Money | None:
    """An OCDS value: amount and currency."""
    found = table(value)
    return money(plain_number(words(found.get("amount"))), words(found.get("currency")))


def plain_number(written: str) -> str:
    """A number with its exponent written out ("1.5E6" → "1500000"); anything else stands as it is."""
    if "e" not in written.lower():
        return written
    try:
        number = Decimal(written)
    except InvalidOperation:
        return written
    return f"{number:f}" if number.is_finite() and abs(number.adjusted()) < _DEEPEST_EXPONENT else written


def count(value: object) -> int | None:
    """A whole number that somebody counted ("3", 3, "3.0"); None for anything else."""
    number = words(value).removesuffix(".0")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


def is_true(value: object) -> bool:
    """Whether a JSON value says yes."""
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")
