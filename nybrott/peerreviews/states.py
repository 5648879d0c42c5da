"""How far a peer challenge has come, whom it reaches, and what became of a point."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class ReviewState(models.TextChoices):
    """How far a peer challenge has come."""

    DRAFT = "draft", pgettext_lazy("peer challenge", "Being prepared")
    OPEN = "open", pgettext_lazy("peer challenge", "Open for answers")
    CLOSED = "closed", pgettext_lazy("peer challenge", "Being gone through")
    DONE = "done", pgettext_lazy("peer challenge", "Answered")
    WITHDRAWN = "withdrawn", pgettext_lazy("peer challenge", "Taken back")


REVIEW = Lifecycle(
    "draft",
    {
        "prepare": (("draft",), "draft"),
        "open": (("draft",), "open"),
        "close": (("open",), "closed"),
        "finish": (("closed",), "done"),
        "withdraw": (("draft", "open"), "withdrawn"),
    },
)


class Kind(models.TextChoices):
    """What is challenged; each has a guide in `core.reviewing`."""

    STATEMENT = "statement", _("Problem statement")
    DIALOGUE = "dialogue", _("Plan for a market dialogue")
    EVALUATION = "evaluation", _("Evaluation plan")
    CASE = "case", pgettext_lazy("peer challenge", "Case")


class Reach(models.TextChoices):
    """Who is invited."""

    NAMED = "named", _("Organisations we name")
    NETWORK = "network", _("Everyone in a network")
    HOST = "host", _("Every organisation here")


class Outcome(models.TextChoices):
    """What became of a point."""

    TAKEN = "taken", pgettext_lazy("point", "Taken")
    PARTLY = "partly", pgettext_lazy("point", "Partly taken")
    NOT_TAKEN = "not_taken", pgettext_lazy("point", "Not taken")
