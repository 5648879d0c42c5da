"""States of needs and need descriptions, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nybrott.core.lifecycle import Lifecycle


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
