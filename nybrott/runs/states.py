"""States of runs, of those who take part, and of what their leaders are asked, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class RunState(models.TextChoices):
    """How far a run has come."""

    PLANNED = "planned", pgettext_lazy("run", "Planned")
    RECRUITING = "recruiting", pgettext_lazy("run", "Recruiting")
    RUNNING = "running", pgettext_lazy("run", "Under way")
    ENDED = "ended", pgettext_lazy("run", "Ended")
    CALLED_OFF = "called_off", pgettext_lazy("run", "Cancelled")


RUN = Lifecycle(
    "planned",
    {
        "open_call": (("planned",), "recruiting"),
        "begin": (("planned", "recruiting"), "running"),
        "end": (("running",), "ended"),
        "call_off": (("planned", "recruiting"), "called_off"),
        "plan_again": (("called_off",), "planned"),
    },
)


class PartState(models.TextChoices):
    """Where somebody who wants to take part in a run stands.

    `invited`: asked by the programme lead to be a mentor, has not answered. `asked`: signed up, the leader has not
    answered. `waiting`: the leader said yes, there is no place yet.
    """

    INVITED = "invited", _("Asked to take part")
    ASKED = "asked", _("Waiting for the leader’s yes")
    WAITING = "waiting", _("On the waiting list")
    IN = "in", _("Takes part")
    DECLINED = "declined", _("The leader said no")
    WITHDRAWN = "withdrawn", _("Has withdrawn")
    LEFT = "left", _("Has left")
    DONE = "done", _("Has completed it")


PART = Lifecycle(
    "asked",
    {
        "invite": (("withdrawn",), "invited"),
        "accept": (("invited",), "asked"),
        "take_in": (("asked", "waiting", "declined", "left"), "in"),
        "wait": (("asked",), "waiting"),
        "decline": (("asked",), "declined"),
        "ask_again": (("declined", "withdrawn"), "asked"),
        "withdraw": (("invited", "asked", "waiting"), "withdrawn"),
        "leave": (("in",), "left"),
        "complete": (("in",), "done"),
    },
)


class PartKind(models.TextChoices):
    """As what somebody takes part."""

    DRIVER = "driver", _("Driver")
    MENTOR = "mentor", _("Mentor")


class HourKind(models.TextChoices):
    """What somebody's hours went to."""

    GUIDANCE = "guidance", _("Individual guidance")
    WORKSHOP = "workshop", _("Method workshops")
    GATHERING = "gathering", _("Experience gatherings")
    OUTREACH = "outreach", _("Work with colleagues")
    OTHER = "other", pgettext_lazy("hours", "Other")


class ObstacleKind(models.TextChoices):
    """What stands in the way of working in new ways."""

    COMPETENCE = "competence", pgettext_lazy("obstacle", "Competence")
    TIME = "time", pgettext_lazy("obstacle", "Time")
    RISK = "risk", pgettext_lazy("obstacle", "Risk")
    MONEY = "money", pgettext_lazy("obstacle", "Money")
    ANCHORING = "anchoring", pgettext_lazy("obstacle", "Anchoring")


# what each kind is about, for whoever chooses between them
OBSTACLES = {
    ObstacleKind.COMPETENCE: _("We do not know enough about the method, the market or the rules."),
    ObstacleKind.TIME: _("Everyday work leaves no time for it."),
    ObstacleKind.RISK: _("Someone is afraid of complaints, mistakes or something that does not work."),
    ObstacleKind.MONEY: _("There is no budget to find out, to try or to buy it."),
    ObstacleKind.ANCHORING: _("Leaders or colleagues have not decided that it will be done."),
}
