"""How a notice and a procurement belong together, and how that is known."""

from django.db import models
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class LinkState(models.TextChoices):
    """Whether a notice belongs to a procurement."""

    WAITING = "waiting", pgettext_lazy("official notice", "Not in our data yet")
    SUGGESTED = "suggested", pgettext_lazy("official notice", "Suggested")
    LINKED = "linked", pgettext_lazy("official notice", "Belongs to it")
    REJECTED = "rejected", pgettext_lazy("official notice", "Does not belong to it")


# A suggestion is made as one; a number begins as one that is not found.
LINK = Lifecycle(
    "waiting",
    {
        "find": (("waiting", "suggested"), "linked"),
        "reject": (("waiting", "suggested", "linked"), "rejected"),
        "confirm": (("suggested", "rejected"), "linked"),
        "await": (("rejected",), "waiting"),
        "suggest": (("waiting",), "suggested"),
    },
)


class Way(models.TextChoices):
    """How it is known that a notice belongs to a procurement."""

    NUMBER = "number", pgettext_lazy("official notice", "Its number was given")
    LIKENESS = "likeness", pgettext_lazy("official notice", "A suggestion that was confirmed")
    CHAIN = "chain", pgettext_lazy("official notice", "An official identifier ties it to another one")


# chapter of the story → the state of a procurement it shows, and the states from which that is to be proposed
SHOWS = {
    "planning": "dialogue", "competition": "competition", "award": "contract",
}  # fmt: skip
