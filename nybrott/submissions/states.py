"""How far a supplier's written input has come, and its two parts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class SubmissionState(models.TextChoices):
    """How far a supplier's input has come."""

    DRAFT = "draft", pgettext_lazy("written input", "Being written")
    SENT = "sent", pgettext_lazy("written input", "Sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("written input", "Withdrawn")


SUBMISSION = Lifecycle(
    "draft",
    {
        "write": (("draft", "withdrawn"), "draft"),
        "send": (("draft", "withdrawn"), "sent"),
        "withdraw": (("sent",), "withdrawn"),
    },
)


class Part(models.TextChoices):
    """What may be published, and what is kept from others."""

    OPEN = "open", _("Open part")
    SECRET = "secret", _("Trade secret")
