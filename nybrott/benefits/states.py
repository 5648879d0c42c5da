"""What benefits are of, counted in and fall to; how far one has come; and what a measurement says."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class Kind(models.TextChoices):
    """What a benefit is."""

    MONEY = "money", _("Money saved")
    AVOIDED = "avoided", _("Cost avoided")
    TIME = "time", _("Time")
    QUALITY = "quality", pgettext_lazy("benefit", "Quality")
    USERS = "users", _("User experience")
    CO2E = "co2e", _("CO₂e")
    SAFETY = "safety", _("Safety")
    SUPPLIERS = "suppliers", _("Jobs and supplier growth")
    REUSE = "reuse", _("Reuse by others")


class Counted(models.TextChoices):
    """What a benefit is counted in. What can be added up is by the year."""

    MONEY = "money", _("Money a year")
    HOURS = "hours", _("Hours a year")
    KG = "kg", _("Kilograms of CO₂e a year")
    NUMBER = "number", _("A number a year of something I name")
    SHARE = "share", _("Per cent")
    OTHER = "other", _("Another unit that I name")


ONLY: dict[str, str] = {
    Kind.MONEY: Counted.MONEY,
    Kind.AVOIDED: Counted.MONEY,
    Kind.CO2E: Counted.KG,
}  # kinds that have one unit
NAMED = (Counted.NUMBER, Counted.OTHER)  # units somebody names
FIXED = (
    "kind",
    "counted",
    "unit",
    "currency",
    "direction",
    "target",
    "target_on",
)  # stay as they were once somebody has measured


class Direction(models.TextChoices):
    """Which way is better."""

    MORE = "more", pgettext_lazy("direction", "More is better")
    LESS = "less", pgettext_lazy("direction", "Less is better")


class FallsTo(models.TextChoices):
    """Who has the benefit."""

    OWN = "own", _("The unit's own budget")
    PUBLIC = "public", _("Elsewhere in the public sector")
    USERS = "users", _("Users, residents or society")


class BenefitState(models.TextChoices):
    """How far a benefit has come."""

    EXPECTED = "expected", pgettext_lazy("benefit", "Expected")
    MEASURED = "measured", pgettext_lazy("benefit", "Measured")
    LET_GO = "let_go", pgettext_lazy("benefit", "Let go")


BENEFIT = Lifecycle(
    "expected",
    {
        "measure": (("expected", "measured"), "measured"),
        "let_go": (("expected",), "let_go"),
    },
)


class Outcome(models.TextChoices):
    """What a measurement says, held against the baseline. All are honest answers."""

    BETTER = "better", pgettext_lazy("outcome", "Better than before")
    NONE = "none", pgettext_lazy("outcome", "No effect that can be seen")
    WORSE = "worse", pgettext_lazy("outcome", "Worse than before")
    UNKNOWN = "unknown", pgettext_lazy("outcome", "Cannot be said: there is no baseline")


REMINDED = (6, 12, 24, 36)  # months after it was put to use
