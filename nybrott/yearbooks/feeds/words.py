"""Words for codes, and numbers as the report writes them, in the language that is active."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from nybrott.booklets import Datum
from nybrott.classifications.states import Class
from nybrott.ui.formats import NONE, day_short, money_exact, number, percent

FEWEST = 20  # of fewer than these no share is told
WAY_NAMES: dict[str, Promise] = {
    "class": gettext_lazy("The class the buyer chose"),
    "notice": gettext_lazy("What notices declare"),
    "behaviour": gettext_lazy("What was done"),
}
MOMENT_NAMES: dict[str, Promise] = {
    "started": pgettext_lazy("procurements of a year", "Started"),
    "signed": pgettext_lazy("procurements of a year", "Contract signed"),
    "used": pgettext_lazy("procurements of a year", "Put to use"),
}


def class_name(code: str) -> str:
    """A class in words; that nobody has chosen one."""
    return str(Class(code).label) if code else _("No one has chosen")


def part_of(n: int, of: int) -> str:
    """How many of how many; the share beside it when they are enough for one."""
    said = _("%(n)s of %(of)s") % {"n": number(n), "of": number(of)}
    return f"{said} ({percent(n / of)})" if of >= FEWEST else said


def counted(n: int) -> Datum:
    """A number in a cell."""
    return Datum(number(n), n)


def money(values: Mapping[str, int], unsaid: int) -> str:
    """Sums by currency, never added together; and how many contracts have no value."""
    said = [money_exact(amount, currency) for currency, amount in values.items()]
    if unsaid:
        said.append(_("value not known: %(n)s") % {"n": number(unsaid)})
    return "; ".join(said) or NONE


def on(day: str | None) -> str:
    """A day of the report's data in words."""
    return day_short(date.fromisoformat(day)) if day else NONE
