"""What kinds of questions, those who are asked, and languages are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

KIND_NAMES: dict[str, Promise] = {
    "single": _("One choice"),
    "multiple": _("Several choices"),
    "scale": _("A scale"),
    "matrix": _("Statements on a scale"),
    "number": _("A number"),
    "text": _("Own words"),
}
AUDIENCE_NAMES: dict[str, Promise] = {
    "drivers": _("Drivers"),
    "units": _("Units"),
    "participants": _("Those who took part"),
    "mentors": _("Mentors"),
    "leaders": _("Unit leaders"),
    "suppliers": _("Suppliers"),
    "users": _("Users"),
    "organisation": _("The whole organisation"),
}
LANGUAGE_NAMES: dict[str, Promise] = {"nb": _("Norwegian Bokmål"), "nn": _("Norwegian Nynorsk"), "en": _("English")}


def time_in_words(seconds: int) -> str:
    """About how long it takes: "20 seconds", "2 minutes"."""
    if seconds < 90:
        rounded = max(5, 5 * round(seconds / 5))
        return ngettext("%(n)s second", "%(n)s seconds", rounded) % {"n": rounded}
    minutes = round(seconds / 60)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
