"""How far a talk has come, and who sees a contact point."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class TalkState(models.TextChoices):
    """How far a talk has come."""

    ASKED = "asked", pgettext_lazy("talk", "Waiting for an answer")
    AGREED = "agreed", pgettext_lazy("talk", "They said yes")
    HELD = "held", pgettext_lazy("talk", "Held")
    DECLINED = "declined", pgettext_lazy("talk", "Not now")
    WITHDRAWN = "withdrawn", pgettext_lazy("talk", "Cancelled")
    LAPSED = "lapsed", pgettext_lazy("talk", "Closed without an answer")


TALK = Lifecycle(
    "asked",
    {
        "say_yes": (("asked",), "agreed"),
        "decline": (("asked",), "declined"),
        "pass_on": (("asked",), "asked"),
        "hold": (("agreed",), "held"),
        "withdraw": (("asked", "agreed"), "withdrawn"),
        "lapse": (("asked",), "lapsed"),
    },
)
OPEN = (TalkState.ASKED, TalkState.AGREED)


class Reach(models.TextChoices):
    """Which other organisations see a contact point."""

    NETWORK = "network", _("Organisations we are in a network with")
    HOST = "host", _("Every organisation here")


class Kind(models.TextChoices):
    """What a talk is about."""

    CASE = "case", _("A case they have told")
    CHALLENGE = "challenge", _("A challenge they have opened for contributions")
    PACKAGE = "package", _("A programme they have released")
    PROCUREMENT = "procurement", _("A procurement of theirs, known from its notice")
    OTHER = "other", _("Something else")
