"""Organisation numbers: one form for each, however the notice wrote it."""

import re
from functools import lru_cache

from stdnum.no import orgnr

# Nine digits with nothing but single spaces, dots or hyphens between them, and no further digit beside them.
_NORWEGIAN = re.compile(r"(?<!\d)(?<!\d[ .\u00a0-])\d(?:[ .\u00a0-]?\d){8}(?![ .\u00a0-]?\d)")
_LONGEST = 100  # what an identifier with words around it may take
_NO_SIGN = re.compile(r"[\W_]+")


def reference(raw: str, country: str) -> str:
    """The organisation number in the form we compare with, empty when `raw` holds none.

    Norway ("NO"): nine digits with a valid check digit (modulus 11), taken out of "999 999 999", "NO999999999MVA",
    "Org.nr. 999.999.999" and the like. A number whose check digit is wrong is not one.
    Other countries: the letters and digits of the identifier in capitals, nothing checked ("556000-1234" →
    "5560001234"), empty when it has no digit ("n/a"). Where the country is unknown, a valid Norwegian number is taken
    for one only when it stands in the Norwegian manner: in three groups, or with NO or MVA.
    """
    return _reference(raw[:_LONGEST], country)


@lru_cache(maxsize=8192)
def _reference(raw: str, country: str) -> str:
    if country in {"NO", ""}:
        number = _norwegian(raw)
        if country == "NO" or (number and _looks_norwegian(raw)):
            return number
    plain = _NO_SIGN.sub("", raw).upper()
    return plain if any(sign.isdigit() for sign in plain) else ""


def _norwegian(raw: str) -> str:
    for found in _NORWEGIAN.findall(raw):
        number = re.sub(r"\D", "", found)
        if orgnr.is_valid(number):
            return number
    return ""


def _looks_norwegian(raw: str) -> bool:
    return bool(re.search(r"\d{3} \d{3} \d{3}|^NO[ -]?\d|MVA\b|[Oo]rg\.? ?nr", raw))
