"""States of workshops and of seats, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class WorkshopState(models.TextChoices):
    """How far a workshop has come."""

    PLANNED = "planned", pgettext_lazy("workshop", "Planned")
    LIVE = "live", pgettext_lazy("workshop", "Under way")
    ENDED = "ended", pgettext_lazy("workshop", "Held")
    CALLED_OFF = "called_off", pgettext_lazy("workshop", "Cancelled")


WORKSHOP = Lifecycle(
    "planned",
    {
        "start": (("planned",), "live"),
        "end": (("live",), "ended"),
        "go_on": (("ended",), "live"),
        "call_off": (("planned",), "called_off"),
        "plan_again": (("called_off",), "planned"),
    },
)


class SeatState(models.TextChoices):
    """Whether somebody comes."""

    ASKED = "asked", _("Asked")
    COMING = "coming", _("Coming")
    WAITING = "waiting", _("On the waiting list")
    DECLINED = "declined", _("Cannot come")
    OUT = "out", _("Taken out")


SEAT = Lifecycle(
    "asked",
    {
        "come": (("asked", "waiting", "declined"), "coming"),
        "wait": (("asked", "declined"), "waiting"),
        "decline": (("asked", "coming", "waiting"), "declined"),
        "take_out": (("asked", "coming", "waiting", "declined"), "out"),
        "ask_again": (("declined", "out"), "asked"),
    },
)


class StepKind(models.TextChoices):
    """What people do in a step."""

    TALK = "talk", _("Talk together")
    WRITE = "write", _("Write notes, each on your own first")
    GROUP = "group", _("Put notes together")
    VOTE = "vote", _("Vote")
