"""How far a conference and a seat have come, how people take part, who sees the list, and what is published."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class ConferenceState(models.TextChoices):
    """How far a conference has come."""

    DRAFT = "draft", pgettext_lazy("conference", "Being planned")
    OPEN = "open", pgettext_lazy("conference", "Seats can be taken")
    HELD = "held", pgettext_lazy("conference", "Held")
    CALLED_OFF = "called_off", pgettext_lazy("conference", "Cancelled")


CONFERENCE = Lifecycle(
    "draft",
    {
        "plan": (("draft", "called_off"), "draft"),
        "open": (("draft",), "open"),
        "change": (("open",), "open"),
        "hold": (("open",), "held"),
        "call_off": (("open",), "called_off"),
    },
)


class SeatState(models.TextChoices):
    """Whether somebody has a seat."""

    WAITING = "waiting", pgettext_lazy("seat", "On the waiting list")
    OFFERED = "offered", pgettext_lazy("seat", "Offered a seat")
    TAKEN = "taken", pgettext_lazy("seat", "Has a seat")
    LAPSED = "lapsed", pgettext_lazy("seat", "Turn down the offer")
    LEFT = "left", pgettext_lazy("seat", "Not coming")


SEAT = Lifecycle(
    "waiting",
    {
        "wait": (("waiting", "lapsed", "left"), "waiting"),
        "offer": (("waiting",), "offered"),
        "take": (("waiting", "offered", "taken", "lapsed", "left"), "taken"),
        "lapse": (("offered",), "lapsed"),
        "leave": (("waiting", "offered", "taken", "lapsed"), "left"),
    },
)
THERE = (SeatState.TAKEN, SeatState.OFFERED)  # what takes a place
COUNTED = (*THERE, SeatState.WAITING)  # what counts against the limit of a supplier


class Form(models.TextChoices):
    """How the conference is held."""

    PLACE = "place", _("In a room")
    DIGITAL = "digital", _("Digitally")
    BOTH = "both", _("In a room and digitally")


class Way(models.TextChoices):
    """How one person takes part."""

    PLACE = "place", pgettext_lazy("way to take part", "In the room")
    DIGITAL = "digital", pgettext_lazy("way to take part", "Digitally")


class ListRule(models.TextChoices):
    """Who sees which suppliers come. Persons are named only when they said yes."""

    NOBODY = "nobody", _("No list is published")
    SUPPLIERS = "suppliers", _("Suppliers in the dialogue see which firms come; people who agreed are named")
    EVERYONE = "everyone", _("Everyone sees which firms come; people who agreed are named")


class MaterialKind(models.TextChoices):
    """What is given after, or at, a conference."""

    SLIDES = "slide", _("Slides")
    RECORDING = "recording", _("Recording of what was said")
    NOTES = "published", _("Written account of what was said")
