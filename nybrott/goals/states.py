"""How far a goal has come, what it is measured in, and which way is better."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class GoalState(models.TextChoices):
    """How far a goal has come."""

    PROPOSED = "proposed", pgettext_lazy("goal", "Proposed")
    DECIDED = "decided", pgettext_lazy("goal", "Decided")
    REACHED = "reached", pgettext_lazy("goal", "Reached")
    NOT_REACHED = "not_reached", pgettext_lazy("goal", "Not reached")
    REPLACED = "replaced", pgettext_lazy("goal", "Replaced")
    DROPPED = "dropped", pgettext_lazy("goal", "Not decided, set aside")


GOAL = Lifecycle(
    "proposed",
    {
        "decide": (("proposed",), "decided"),
        "reach": (("decided",), "reached"),
        "miss": (("decided",), "not_reached"),
        "replace": (("decided",), "replaced"),
        "drop": (("proposed",), "dropped"),
    },
)
OPEN = (GoalState.PROPOSED, GoalState.DECIDED)
# what an ending is called where one is chosen
ENDINGS = {
    "reach": _("It was reached"),
    "miss": _("It was not reached"),
    "replace": _("Another goal takes its place"),
    "drop": _("It was not decided, and has been set aside"),
}


class Kind(models.TextChoices):
    """What a goal is measured in."""

    SHARE = "share", _("Per cent")
    MONEY = "money", _("Kroner")
    NUMBER = "number", _("A number of something, such as people, days or tonnes")


class Better(models.TextChoices):
    """Which way is better."""

    UP = "up", _("More is better")
    DOWN = "down", _("Less is better")
