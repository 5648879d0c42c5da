"""Words for codes, and numbers as the report writes them, in the language that is active."""

from collections.abc import Mapping
from datetime import date
from math import inf
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.core.designs import catalogue
from nybrott.ui.formats import NONE, day_year, language, number, percent

LEVEL_SAYS: dict[str, Promise] = {
    "reaction": gettext_lazy("What those who took part thought of it."),
    "learning": gettext_lazy("What they learnt."),
    "behaviour": gettext_lazy("What they do differently."),
    "results": gettext_lazy("What came of it for those it is all for."),
}
SOURCES: dict[str, Promise] = {
    "typed": gettext_lazy("entered by hand"),
    "wave": gettext_lazy("survey"),
    "counted": gettext_lazy("counted from what the run does"),
    "official": gettext_lazy("official notices"),
}


def say(kind: str, code: str) -> str:
    """What a code of the catalogue of designs says; the code itself when a later catalogue no longer has it."""
    known = catalogue().words[kind].get(code)
    return known.texts[language()] if known else code


def capital(text: str) -> str:
    """With a capital letter in front."""
    return text[:1].upper() + text[1:]


def value(number_: float | None, unit: str = "") -> str:
    """A value as people read it, with its unit behind when that is short."""
    if number_ is None:
        return NONE
    said = number(number_, 2)
    return f"{said} {unit}".strip() if unit and len(unit) <= 24 else said


def on(day: str | None) -> str:
    """A day of the report's data in words."""
    return day_year(date.fromisoformat(day)) if day else NONE


def measured(measure: str, amount: float | None) -> str:
    """An estimate, or an end of an interval, in its measure's own unit; words where there is no limit."""
    unit = catalogue().words["measures"][measure].unit if measure in catalogue().words["measures"] else ""
    if amount is None:
        return _("no limit")
    if unit in ("share", "chance"):
        return _("%(n)s percentage points") % {"n": signed(amount * 100, 0)} if unit == "share" else percent(amount, 0)
    if unit == "ratio":
        return _("%(n)s times as often") % {"n": number(amount, 2)}
    return signed(amount, 2)


def signed(amount: float, decimals: int = 2) -> str:
    """With a plus in front of what is more than nothing."""
    said = number(amount, decimals)
    return f"+{said}" if amount > 0 and said.strip("0.,") else said


def limits(said: Mapping[str, Any]) -> tuple[float, float]:
    """The ends of an interval of the report's data; JSON has no word for infinity."""
    low, high = said["low"], said["high"]
    return (-inf if low is None else float(low)), (inf if high is None else float(high))
