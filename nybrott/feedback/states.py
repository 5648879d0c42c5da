"""What suppliers are told afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Told(models.TextChoices):
    """What a message to everyone who took part tells."""

    SUMMARY = "summary", _("Summary")
    COMPETITION = "competition", _("There will be a competition")
    DROPPED = "dropped", _("It is dropped")
    CONTRACT = "contract", _("There is a contract")


class Promised(models.TextChoices):
    """What may be promised for a day."""

    SUMMARY = "summary", _("Summary")
    OUTCOME = "outcome", _("What became of it")


OUTCOMES = (Told.COMPETITION, Told.DROPPED, Told.CONTRACT)
