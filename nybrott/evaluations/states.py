"""How far a wave has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nybrott.core.lifecycle import Lifecycle


class WaveState(models.TextChoices):
    """How far a wave has come."""

    DRAFT = "draft", _("Being planned")
    PLANNED = "planned", _("Opens by itself")
    OPEN = "open", _("Open for answers")
    CLOSED = "closed", _("Closed")
    CALLED_OFF = "called_off", _("Cancelled")


WAVE = Lifecycle(
    "draft",
    {
        "plan": (("draft",), "draft"),
        "await": (("draft",), "planned"),
        "take_back": (("planned",), "draft"),
        "open": (("draft", "planned"), "open"),
        "close": (("open",), "closed"),
        "call_off": (("draft", "planned", "open"), "called_off"),
    },
)
