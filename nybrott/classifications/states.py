"""Classes, where a draft came from, and what became of a proposal."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Class(models.TextChoices):
    """DFØ's three ways, the one that asks most of the market first, or none of them. The same words as `core.adviser.CLASSES`."""

    OF_INNOVATION = "procurement-of-innovation", pgettext_lazy("class of a procurement", "Procurement of innovation")
    INNOVATIVE_SOLUTION = "innovative-solution", _("Procurement of an innovative solution")
    INNOVATION_FRIENDLY = "innovation-friendly", _("Innovation-friendly procurement")
    NONE = "none", pgettext_lazy("class of a procurement", "None of them")


INNOVATIVE = (Class.OF_INNOVATION, Class.INNOVATIVE_SOLUTION, Class.INNOVATION_FRIENDLY)


class DraftKind(models.TextChoices):
    """What a draft came as."""

    PASTED = "pasted", _("Pasted text")
    TEXT = "text", _("Text file")
    WORD = "word", _("Word file")
    NOTICE = "notice", _("Notice")


class Outcome(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", pgettext_lazy("proposal", "Waiting for an answer")
    CONFIRMED = "confirmed", pgettext_lazy("proposal", "Confirmed")
    REJECTED = "rejected", pgettext_lazy("proposal", "Rejected")
