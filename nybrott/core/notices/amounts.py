"""Amounts of notices as integers in minor units. Never by way of a float."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from nybrott.core.notices.model import Money

# ISO 4217: currencies whose minor unit is not a hundredth.
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
MINOR_DIGITS = dict.fromkeys(_NO_DIGITS.split(), 0) | dict.fromkeys(_THREE_DIGITS.split(), 3) | {"CLF": 4, "UYW": 4}
LARGEST = 2**63 - 1  # what a 64-bit column holds

_NUMBER = re.compile(r"\+?[0-9]{1,19}(?:\.[0-9]{0,40})?")
_CURRENCY = re.compile(r"[A-Z]{3}")


def money(number: str | None, currency: str | None) -> Money | None:
    """An XML decimal ("1250000.5") and its currency; None when either is missing, negative or no amount.

    Digits beyond the minor unit are rounded half to even.
    """
    if not number or not currency:
        return None
    number, currency = number.strip(), currency.strip().upper()
    if not _NUMBER.fullmatch(number) or not _CURRENCY.fullmatch(currency):
        return None
    exact = Decimal(number).scaleb(MINOR_DIGITS.get(currency, 2))
    minor = int(exact.to_integral_value(ROUND_HALF_EVEN))
    return Money(minor, currency) if minor <= LARGEST else None


def total(amounts: list[Money | None]) -> Money | None:
    """The sum, when there is at least one amount, none is missing and all are in one currency."""
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts) or len({amount.currency for amount in known}) > 1:
        return None
    minor = sum(amount.minor for amount in known)
    return Money(minor, known[0].currency) if minor <= LARGEST else None
