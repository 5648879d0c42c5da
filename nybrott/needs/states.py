"""States of challenges, contributions, needs and need descriptions, and the steps between them."""

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


class NeedState(models.TextChoices):
    """How well founded a need is."""

    ASSUMPTION = "assumption", _("Assumption")
    EXPRESSED = "expressed", _("Expressed")
    VERIFIED = "verified", _("Verified")
    PARKED = "parked", _("Parked")


NEED = Lifecycle(
    "assumption",
    {
        "express": (("assumption",), "expressed"),
        "verify": (("assumption", "expressed"), "verified"),
        "doubt": (("expressed", "verified"), "assumption"),
        "park": (("assumption", "expressed", "verified"), "parked"),
        "take_up_again": (("parked",), "assumption"),
    },
)


class DescriptionState(models.TextChoices):
    """How far a version of a need description has come."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("Under review")
    APPROVED = "approved", _("Approved")
    REPLACED = "replaced", _("Replaced by a newer version")


DESCRIPTION = Lifecycle(
    "draft",
    {
        "send_to_review": (("draft",), "review"),
        "send_back": (("review",), "draft"),
        "approve": (("review",), "approved"),
        "replace": (("approved",), "replaced"),
    },
)
