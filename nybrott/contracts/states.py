"""Kinds of contracts, how far a milestone has come, what a trial can show, and what can be decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class Kind(models.TextChoices):
    """What a contract is for."""

    PURCHASE = "purchase", pgettext_lazy("kind of contract", "Purchase")
    DEVELOPMENT = "development", pgettext_lazy("kind of contract", "Development")
    BOTH = "both", pgettext_lazy("kind of contract", "Development and purchase")
    PILOT = "pilot", pgettext_lazy("kind of contract", "Pilot")
    FRAMEWORK = "framework", pgettext_lazy("kind of contract", "Framework agreement")


TRIED = (Kind.DEVELOPMENT, Kind.BOTH, Kind.PILOT)  # something is made or tried, and then decided about


class MilestoneState(models.TextChoices):
    """How far a milestone has come."""

    PLANNED = "planned", pgettext_lazy("milestone", "Ahead")
    DONE = "done", pgettext_lazy("milestone", "Reached")
    DROPPED = "dropped", pgettext_lazy("milestone", "Dropped")


MILESTONE = Lifecycle(
    "planned",
    {
        "move": (("planned",), "planned"),
        "reach": (("planned",), "done"),
        "drop": (("planned",), "dropped"),
        "take_up": (("done", "dropped"), "planned"),
    },
)


class Yardstick(models.TextChoices):
    """What a trial is held against."""

    NEED = "need", pgettext_lazy("yardstick", "Need")
    GOAL = "goal", pgettext_lazy("yardstick", "Outcome goal")
    CRITERION = "criterion", pgettext_lazy("yardstick", "Success criterion")
    REQUIREMENT = "requirement", pgettext_lazy("yardstick", "Requirement")


class Outcome(models.TextChoices):
    """What a trial showed of one thing."""

    MET = "met", pgettext_lazy("trial", "Met")
    PARTLY = "partly", pgettext_lazy("trial", "Partly met")
    NOT_MET = "not_met", pgettext_lazy("trial", "Not met")
    NOT_TESTED = "not_tested", pgettext_lazy("trial", "Not tested")


class Meets(models.TextChoices):
    """Whether what was made meets the need."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Course(models.TextChoices):
    """What can be decided at the end of development."""

    SCALE = "scale", pgettext_lazy("end of development", "Scale it: put it to use in more places")
    BUY = "buy", pgettext_lazy("end of development", "Buy it: put it to use as it is")
    HAND_OVER = "hand_over", pgettext_lazy("end of development", "Hand it over to someone else")
    STOP = "stop", pgettext_lazy("end of development", "Stop")
    REST = "rest", pgettext_lazy("end of development", "Take no further action")


SHORT = {
    Course.SCALE: pgettext_lazy("decided", "Scaled"),
    Course.BUY: pgettext_lazy("decided", "Bought"),
    Course.HAND_OVER: pgettext_lazy("decided", "Handed over"),
    Course.STOP: pgettext_lazy("decided", "Stopped"),
    Course.REST: pgettext_lazy("decided", "No further action, with a reason"),
}
UNASKED = (Course.REST,)  # can be decided before the questions are answered
