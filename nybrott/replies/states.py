"""The states of a reply and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nybrott.core.lifecycle import Lifecycle


class ReplyState(models.TextChoices):
    """How far a reply to those who told has come."""

    DRAFT = "draft", _("Draft")
    HELD = "held", _("Letters held")
    GONE = "gone", _("Told")
    DROPPED = "dropped", _("Dropped")


REPLY = Lifecycle(
    "draft",
    {
        "write": (("draft",), "draft"),
        "hold": (("draft",), "held"),
        "let_go": (("draft", "held"), "gone"),
        "drop": (("draft", "held"), "dropped"),
    },
)
