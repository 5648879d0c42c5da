"""What the codes of official notices are called on a page. A code without a name is shown as it stands."""

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.notices.states.codes import (
    CODES,
    CRITERIA,
    FAMILIES,
    FIELDS,
    FORMATS,
    FRAMEWORKS,
    LENSES,
    NOT_AWARDED,
    OUTCOMES,
    PROCEDURES,
    PURCHASING_SYSTEMS,
    STAGES,
    TENDERS,
    WEIGHTS,
    Words,
)

__all__ = [
    "CODES",
    "CRITERIA",
    "FAMILIES",
    "FIELDS",
    "FORMATS",
    "FRAMEWORKS",
    "LENSES",
    "NOT_AWARDED",
    "NO_COUNTRY",
    "OUTCOMES",
    "PROCEDURES",
    "PURCHASING_SYSTEMS",
    "STAGES",
    "TENDERS",
    "WEIGHTS",
    "Words",
    "country",
    "language",
    "word",
]

NO_COUNTRY = "ZZ"  # where the notice does not say


def word(words: Words, code: str) -> str:
    """The name of a code in the language of the page, or the code itself."""
    return str(words.get(code, code))


def country(code: str) -> str:
    """The name of a country in the language of the page ("NO" → "Norge"), or the code itself."""
    if code.upper() == NO_COUNTRY:
        return str(_("Country not known"))
    return str(Locale.parse(get_language() or "nb").territories.get(code.upper(), code))


def language(code: str) -> str:
    """The name of a language in the language of the page ("nn" → "norsk nynorsk"), or the code itself."""
    return str(Locale.parse(get_language() or "nb").languages.get(code, code))
