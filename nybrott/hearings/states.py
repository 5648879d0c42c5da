"""States of a contribution, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nybrott.core.lifecycle import Lifecycle


class ContributionState(models.TextChoices):
    """What became of a contribution."""

    RECEIVED = "received", _("Received")
    TAKEN_UP = "taken_up", _("Taken up")
    SET_ASIDE = "set_aside", _("Set aside")
    HIDDEN = "hidden", _("Hidden")


CONTRIBUTION = Lifecycle(
    "received",
    {
        "take_up": (("received", "set_aside"), "taken_up"),
        "set_aside": (("received", "taken_up"), "set_aside"),
        "hide": (("received", "taken_up", "set_aside"), "hidden"),
        "restore": (("hidden",), "received"),
    },
)
