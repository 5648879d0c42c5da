"""How far an adoption has come, what came of it, and what is made of the case."""

from django.db import models
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class AdoptionState(models.TextChoices):
    """How far an adoption has come."""

    PLANNED = "planned", pgettext_lazy("adoption", "Being planned")
    TRYING = "trying", pgettext_lazy("adoption", "Under way")
    REPORTED = "reported", pgettext_lazy("adoption", "Result told")
    STOPPED = "stopped", pgettext_lazy("adoption", "Stopped")


ADOPTION = Lifecycle(
    "planned",
    {
        "begin": (("planned",), "trying"),
        "report": (("trying", "reported"), "reported"),
        "stop": (("planned", "trying", "reported"), "stopped"),
    },
)
LIVE = (AdoptionState.PLANNED, AdoptionState.TRYING, AdoptionState.REPORTED)


class Outcome(models.TextChoices):
    """What came of an adoption."""

    WORKED = "worked", pgettext_lazy("adoption", "It worked")
    PARTLY = "partly", pgettext_lazy("adoption", "It worked in part")
    NOTHING = "nothing", pgettext_lazy("adoption", "No effect")
    WORSE = "worse", pgettext_lazy("adoption", "It became worse")
    STOPPED = "stopped", pgettext_lazy("adoption", "We stopped")


class Piece(models.TextChoices):
    """What is made of a case that is taken over, each by the room it belongs to."""

    CHALLENGE = "challenge", pgettext_lazy("adoption", "Challenge")
    CARDS = "cards", pgettext_lazy("adoption", "Method cards")
    DIALOGUE = "dialogue", pgettext_lazy("adoption", "Plan for a market dialogue")
    REQUEST = "request", pgettext_lazy("adoption", "Request for a talk")
