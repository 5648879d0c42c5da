"""States of gatherings and of invitations, kinds of stories and of competence, and the steps between states."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class GatheringState(models.TextChoices):
    """How far a gathering has come."""

    PLANNED = "planned", pgettext_lazy("gathering", "Planned")
    LIVE = "live", pgettext_lazy("gathering", "Under way")
    HELD = "held", pgettext_lazy("gathering", "Held")
    CALLED_OFF = "called_off", pgettext_lazy("gathering", "Cancelled")


GATHERING = Lifecycle(
    "planned",
    {
        "begin": (("planned",), "live"),
        "end": (("planned", "live"), "held"),
        "go_on": (("held",), "live"),
        "call_off": (("planned",), "called_off"),
        "plan_again": (("called_off",), "planned"),
    },
)


class AnswerState(models.TextChoices):
    """Whether somebody who was asked comes."""

    ASKED = "asked", _("Invited")
    COMING = "coming", pgettext_lazy("gathering", "Coming")
    DECLINED = "declined", pgettext_lazy("gathering", "Cannot come")


ANSWER = Lifecycle(
    "asked",
    {
        "come": (("asked", "declined"), "coming"),
        "decline": (("asked", "coming"), "declined"),
        "ask_again": (("coming", "declined"), "asked"),
    },
)


class StoryKind(models.TextChoices):
    """What a story is told for. The best mistake is one others can learn most from."""

    STORY = "story", _("Story")
    MISTAKE = "mistake", _("Best mistake")


class StoryLevel(models.TextChoices):
    """Who may read a story; its writer says so."""

    RUN = "run", _("Those who take part in the run")
    ORGANISATION = "organisation", _("Those in the run, and everyone in my own organisation")


class Knowing(models.TextChoices):
    """How somebody knows a method."""

    LEARNT = "learnt", _("Learnt")
    USED = "used", _("Used")
    TAUGHT = "taught", _("Taught")
