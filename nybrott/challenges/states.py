"""States of a challenge, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nybrott.core.lifecycle import Lifecycle


class ChallengeState(models.TextChoices):
    """How far a challenge has come."""

    RAISED = "raised", _("Raised")
    ANCHORED = "anchored", _("Anchored")
    HEARING = "hearing", _("Hearing the users")
    SENSEMAKING = "sensemaking", _("Making sense")
    DESCRIBED = "described", _("Described")
    PARKED = "parked", _("Parked")
    REUSED = "reused", _("Solved by reuse")
    JOINED = "joined", _("Joined with another")


_UNDER_WAY = ("raised", "anchored", "hearing", "sensemaking")

CHALLENGE = Lifecycle(
    "raised",
    {
        "anchor": (("raised",), "anchored"),
        "open_hearing": (("anchored", "sensemaking", "described"), "hearing"),
        "close_hearing": (("hearing",), "sensemaking"),
        "describe": (("hearing", "sensemaking"), "described"),
        "park": (_UNDER_WAY, "parked"),
        "resume": (("parked",), "raised"),
        "reuse": (_UNDER_WAY, "reused"),
        "join": (_UNDER_WAY, "joined"),
    },
)
