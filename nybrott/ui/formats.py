"""Numbers, money and dates as people write them in bokmål, nynorsk and English.

Thousands are parted by a thin space that never breaks a line, in all three languages. A value that is not known
(None or empty) is written as a dash.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_currency_precision
from django.utils import timezone
from django.utils.translation import get_language

NARROW = "\u202f"  # narrow no-break space
NO_BREAK = "\u00a0"
MINUS = "\u2212"
NONE = "–"

LOCALES = {"nb": "nb", "nn": "nn", "en": "en_GB"}
LARGE = {  # the words for millions and billions
    "nb": ("mill.", "mrd."),
    "nn": ("mill.", "mrd."),
    "en": ("million", "billion"),
}
DAY = {"nb": "EEEE d. MMMM", "nn": "EEEE d. MMMM", "en": "EEEE d MMMM"}
DATE = {"nb": "d. MMMM y", "nn": "d. MMMM y", "en": "d MMMM y"}


def language() -> str:
    """The language of the page as nb, nn or en; anything else reads as bokmål."""
    code = (get_language() or "nb").split("-")[0]
    return code if code in LOCALES else "nb"


@lru_cache(maxsize=8)
def _locale(code: str) -> Locale:
    return Locale.parse(LOCALES[code])


def _spaced(text: str) -> str:
    if language() == "en":
        text = text.replace(",", NARROW)
    return text.replace(NO_BREAK, NARROW).replace("-", MINUS)


def number(value: Any, decimals: int = 0) -> str:
    """12 345 · 12 345,7 (nb, nn) · 12 345.7 (en). `decimals` is how many are shown at most."""
    if value is None or value == "":
        return NONE
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return _written(rounded + 0, pattern, language())  # −0.2 without decimals is 0, not −0


@lru_cache(maxsize=4_096)
def _written(value: Decimal, pattern: str, code: str) -> str:
    return _spaced(format_decimal(value, pattern, locale=_locale(code)))


def percent(value: Any, decimals: int = 1) -> str:
    """A share from 0 to 1 as 12,5 % (nb, nn) or 12.5% (en)."""
    if value is None or value == "":
        return NONE
    shown = number(Decimal(str(value)) * 100, decimals)
    return f"{shown}%" if language() == "en" else f"{shown}{NARROW}%"


def money(value: Any, currency: str = "") -> str:
    """An amount in minor units, rounded to be read: 450 000 kr · 1,3 mill. kr · 2,1 mrd. kr · NOK 1.3 million.

    `value` is an integer of minor units with `currency` (ISO 4217; NOK when left out), or anything that has `minor`
    and `currency`.
    """
    amount, currency = _major(value, currency)
    if amount is None:
        return NONE
    size = abs(amount)
    if size >= 999_950_000:
        return _with_currency(f"{number(amount / 1_000_000_000, 1)}{NO_BREAK}{LARGE[language()][1]}", currency)
    if size >= 1_000_000:
        return _with_currency(f"{number(amount / 1_000_000, 1)}{NO_BREAK}{LARGE[language()][0]}", currency)
    return _with_currency(number(amount), currency)


def money_exact(value: Any, currency: str = "") -> str:
    """An amount in minor units in full: 1 312 450 kr, with øre only where there are any: 1 312 450,50 kr."""
    amount, currency = _major(value, currency)
    if amount is None:
        return NONE
    whole = amount == amount.to_integral_value()
    pattern = "#,##0" if whole else "#,##0." + "0" * get_currency_precision(currency)
    return _with_currency(_spaced(format_decimal(amount, pattern, locale=_locale(language()))), currency)


def _major(value: Any, currency: str) -> tuple[Decimal | None, str]:
    if hasattr(value, "minor"):
        value, currency = value.minor, value.currency
    currency = currency or "NOK"
    if value is None or value == "":
        return None, currency
    return Decimal(int(value)).scaleb(-get_currency_precision(currency)), currency


def _with_currency(text: str, currency: str) -> str:
    if language() == "en":
        return f"{currency}{NO_BREAK}{text}"
    return f"{text}{NO_BREAK}{'kr' if currency == 'NOK' else currency}"


def _when(value: Any) -> date | datetime | None:
    when: date | datetime | None = value or None
    if isinstance(value, str) and value:
        when = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
    if isinstance(when, datetime) and timezone.is_aware(when):
        return timezone.localtime(when)
    return when


def _dated(value: Any, patterns: dict[str, str]) -> str:
    when = _when(value)
    return NONE if when is None else format_date(when, patterns[language()], locale=_locale(language()))


def day(value: Any) -> str:
    """fredag 27. november · Friday 27 November. For days near now, where the year goes without saying."""
    return _dated(value, DAY)


def day_year(value: Any) -> str:
    """27. november 2026 · 27 November 2026."""
    return _dated(value, DATE)


def day_short(value: Any) -> str:
    """27.11.2026 · 27/11/2026: for tables."""
    return _dated(value, {"nb": "dd.MM.y", "nn": "dd.MM.y", "en": "dd/MM/y"})


def month(value: Any) -> str:
    """november 2026 · November 2026."""
    return _dated(value, {"nb": "MMMM y", "nn": "MMMM y", "en": "MMMM y"})


def moment_short(value: Any) -> str:
    """27.11.2026 10.15 · 27/11/2026 10:15: for tables that go back years. Aware times are shown in the local time zone."""
    when = _when(value)
    if not isinstance(when, datetime):
        return day_short(when)
    patterns = {"nb": "dd.MM.y HH.mm", "nn": "dd.MM.y HH.mm", "en": "dd/MM/y HH:mm"}
    return format_datetime(when.replace(tzinfo=None), patterns[language()], locale=_locale(language()))


def moment(value: Any) -> str:
    """fredag 27. november kl. 10.15 · Friday 27 November at 10:15. Aware times are shown in the local time zone."""
    when = _when(value)
    if when is None:
        return NONE
    if not isinstance(when, datetime):
        return day(when)
    code = language()
    clock = {"nb": "'kl.' HH.mm", "nn": "'kl.' HH.mm", "en": "'at' HH:mm"}[code]
    return format_datetime(when.replace(tzinfo=None), f"{DAY[code]} {clock}", locale=_locale(code))
