"""What people write in tables, read: dates in several manners, CPV codes with and without check digit and name,
amounts, and fields that repeat their own label ("Doffin referanse: 2022-123456")."""

import re
from datetime import date, timedelta

from nybrott.core.notices.amounts import money
from nybrott.core.notices.dates import day
from nybrott.core.notices.model import Money
from nybrott.core.notices.records_json import listed, plain_number, table, words
from nybrott.core.notices.ted_values import plain_number as without_grouping

# How tables say that there is nothing.
_NOTHING = frozenset({"", "-", "–", "na", "n/a", "nan", "null", "none", "ukjent", "ikke oppgitt", "ikkje oppgitt"})

_OWN_LABEL = re.compile(
    r"\s*(?:doffin[ -]?referanse|publisert av|kunngj.{1,3}rings(?:type|dato))\s*:\s*", re.IGNORECASE
)

_CPV = re.compile(r"(?<!\d)(\d{8})(?:-\d)?(?!\d)")
_SHORT_CPV = re.compile(r"[1-9]\d{6}")  # 09… as a number has lost its nought

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_NORDIC = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})\.?\s+([a-zæøå]{3,9})\.?,?\s+(\d{4})(?!\d)", re.IGNORECASE)
_MILLISECONDS = re.compile(r"\d{12,13}")
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9}
_MONTHS |= {"okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12}
_EPOCH = date(1970, 1, 1)

_LETTERS = re.compile(r"[^\d.,'’\s]+")
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")


def said(value: object) -> str:
    """A field's text without its own label; empty where it only says that there is nothing."""
    text = _OWN_LABEL.sub("", words(value), count=1).strip()
    return "" if text.lower() in _NOTHING else text


def written_day(text: str) -> date | None:
    """The day of "2022-03-17", "2022-03-17T09:00:00Z", "17.03.2022", "17/3/22", "17. mars 2022", "17 March 2022",
    "20220317" or milliseconds since 1970. Where day and month could be either, the day comes first, as in Norway."""
    found = _ISO.search(text) or _COMPACT.search(text)
    if found:
        return _day(found[1], found[2], found[3])
    found = _NORDIC.search(text)
    if found:
        return _day(found[3] if len(found[3]) == 4 else f"20{found[3]}", found[2], found[1])
    found = _NAMED.search(text)
    if found:
        return _day(found[3], str(_MONTHS.get(found[2][:3].lower(), 0)), found[1])
    if _MILLISECONDS.fullmatch(text):
        return _EPOCH + timedelta(milliseconds=int(text))
    return None


def _day(year: str, month: str, day_of_month: str) -> date | None:
    return day(f"{year}-{month:0>2}-{day_of_month:0>2}")


def cpv_codes(value: object) -> list[str]:
    """Every CPV code in a text, a number, a list of them, or an object whose keys or values hold them, each once."""
    found: list[str] = []
    for item in listed(value):
        pieces = [*item, *item.values()] if isinstance(item, dict) else [item]
        for piece in pieces:
            text = words(piece)
            found += [f"0{text}"] if _SHORT_CPV.fullmatch(text) else _CPV.findall(text)
    return list(dict.fromkeys(found))


def written_amount(value: object, currency: str) -> Money | None:
    """An amount: a number, a text ("NOK 1 500 000", "1.500.000 kr"), or an object with amount and currency."""
    stated = table(value)
    if stated:
        code = next((words(stated[key]) for key in ("currency", "currencyCode", "code") if stated.get(key)), currency)
        return written_amount(words(stated.get("amount")), code)
    text = said(value)
    found = _CURRENCY.search(text)
    code = found.group() if found else currency
    number = plain_number(text)
    return money(number, code) or money(without_grouping(_LETTERS.sub("", text)), code)
