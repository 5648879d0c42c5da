"""The states of a letter and the steps between them, how often somebody wants letters, and what kinds there are."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.lifecycle import Lifecycle


class LetterState(models.TextChoices):
    """Where a letter is on its way."""

    WAITING = "waiting", _("Waiting")
    HELD = "held", _("Held")
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    GATHERED = "gathered", _("Gathered")


LETTER = Lifecycle(
    "waiting",
    {
        "hold": (("waiting",), "held"),
        "release": (("held",), "waiting"),
        "change": (("held",), "held"),
        "take": (("waiting",), "sending"),
        "finish": (("sending",), "sent"),
        "put_back": (("sending",), "waiting"),
        "give_up": (("sending",), "failed"),
        "gather": (("waiting",), "gathered"),
        "mark_as_sent": (("sending",), "sent"),
        "try_again": (("failed", "sending"), "waiting"),
        "withdraw": (("waiting", "held", "failed"), "withdrawn"),
    },
)

DONE = ("sent", "withdrawn", "gathered")  # nothing more happens to these


class Pace(models.TextChoices):
    """How often somebody wants letters of a kind."""

    ONCE = "once", _("At once")
    DAILY = "daily", _("Gathered, every morning")
    WEEKLY = "weekly", _("Gathered, Monday morning")
    NEVER = "never", _("Not by letter")


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter a room writes: its name for people.

    `at_once`: it concerns the account or holds a personal link. It is never gathered with others, nobody can choose it
    away, and no organisation holds it back unless `readable`. `veiled`: whoever reads the outbox sees that there is a
    receiver, not who.
    """

    name: Promise
    at_once: bool = False
    readable: bool = True
    veiled: bool = False
