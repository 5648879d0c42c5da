"""The words of the radar: how an end is known, the parts of a rank, what was made of a contract, how often one is written to."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# how the earliest end is known → what stands beside it; "plan" is the organisation's own plan
KNOWN: dict[str, Promise] = {
    "written": _("The notice gives the day."),
    "counted": _("The notice gives the start and the length."),
    "plan": _("As your own plan says."),
    "asked": _("Guess: only the competition's notice says it."),
    "published": _("Guess: the length counted from the day the award was published."),
    "worded": _("Guess: read from the wording."),
}

PARTS: dict[str, Promise] = {
    "time": _("Time left to do it well"),
    "value": _("Value"),
    "single": _("Few tenders last time"),
    "needs": _("Needs on the theme"),
    "others": _("Others are buying at the same time"),
}


# the same, where there is little room
SHORT: dict[str, Promise] = {
    "time": _("Time"),
    "value": _("Value"),
    "single": _("Few tenders"),
    "needs": _("Needs"),
    "others": _("Others"),
}


class Made(models.TextChoices):
    """What was made of a contract."""

    CHALLENGE = "challenge", _("Challenge made")
    DISMISSED = "dismissed", _("Dismissed")


class HowOften(models.TextChoices):
    """How often new contracts are told by letter. The values end the kinds of subscription."""

    WEEKLY = "weekly", _("Every Monday")
    MONTHLY = "monthly", _("The first of every month")


def kind_of(how: str) -> str:
    """The kind of subscription, as the desk knows it."""
    return f"renewals.{how}"
