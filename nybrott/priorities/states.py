"""How far a round has come, what may be decided about a need, and the criteria a round begins with."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.lifecycle import Lifecycle


class RoundState(models.TextChoices):
    """How far a round has come."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open for scores")
    CLOSED = "closed", _("Scoring is over")
    SHOWN = "shown", _("Shown")
    DECIDED = "decided", _("Decided")
    CALLED_OFF = "called_off", _("Cancelled")


ROUND = Lifecycle(
    "draft",
    {
        "prepare": (("draft",), "draft"),
        "open": (("draft",), "open"),
        "close": (("open",), "closed"),
        "reopen": (("closed",), "open"),
        "show": (("open", "closed"), "shown"),
        "open_again": (("shown",), "open"),  # the second pass, after people have talked
        "decide": (("shown",), "decided"),
        "call_off": (("draft", "open", "closed", "shown"), "called_off"),
    },
)


class Outcome(models.TextChoices):
    """What was decided about a need."""

    GO = "go", _("Go ahead with it")
    WAIT = "wait", _("Wait")
    NOT = "not", _("Leave it")
    OTHER = "other", _("Another way")


@dataclass(frozen=True, slots=True)
class Usual:
    """A criterion a round begins with: its name, one sentence of help, and words for 1 and for 5. More is always more pressing."""

    name: Promise
    help: Promise
    low: Promise
    high: Promise


USUAL: dict[str, Usual] = {
    "reach": Usual(
        _("Reach"), _("How many people does it affect, and how often?"), _("a few, seldom"), _("very many, often")
    ),
    "gravity": Usual(
        _("Severity"), _("How bad is it for those affected?"), _("a nuisance"), _("life and health, or dignity")
    ),
    "urgency": Usual(
        _("Urgency"), _("What happens if we wait a year?"), _("nothing gets worse"), _("it cannot wait")
    ),
    "feasibility": Usual(
        _("Feasibility"), _("Can we do something about it, with the people and resources we have or can get?"),
        _("out of our reach"), _("we can begin now"),
    ),
    "goals": Usual(
        _("Fit with goals"), _("Does it help us reach what we have decided to reach?"), _("no goal of ours"), _("a goal we are measured by")
    ),
}  # fmt: skip
USUAL_WEIGHT = 3
