"""Words of requirements: what kind one is, whether it must be met, and when it is measured."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a requirement asks for; the words of `core.requirements`."""

    FUNCTIONAL = "functional", pgettext_lazy("requirement", "Functional")
    PERFORMANCE = "performance", pgettext_lazy("requirement", "Performance")
    SOLUTION = "solution", pgettext_lazy("requirement", "Describes a solution")
    OTHER = "other", pgettext_lazy("requirement", "Other, such as a law")


class Strength(models.TextChoices):
    """Whether an offer without it is turned down, or with it is better."""

    MUST = "must", pgettext_lazy("requirement", "Must be met")
    REWARD = "reward", pgettext_lazy("requirement", "Should be rewarded")


class Moment(models.TextChoices):
    """When it is measured."""

    TENDER = "tender", _("In the offer")
    SHOWN = "shown", _("Shown in the evaluation")
    TRIAL = "trial", _("In a trial")
    DELIVERY = "delivery", _("At delivery")
    USE = "use", _("In use")


LANGUAGES = (("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English")))
