"""States of an evaluation plan, and the words for levels, sources, strength and decisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class PlanState(models.TextChoices):
    """How far an evaluation plan has come."""

    DRAFT = "draft", pgettext_lazy("evaluation plan", "Being written")
    SETTLED = "settled", pgettext_lazy("evaluation plan", "Settled")


PLAN = Lifecycle(
    "draft",
    {
        "change": (("draft",), "draft"),
        "settle": (("draft",), "settled"),
        "reopen": (("settled",), "draft"),
    },
)


class Level(models.TextChoices):
    """What an indicator tells of: the four levels of Kirkpatrick."""

    REACTION = "reaction", pgettext_lazy("level", "Reaction")
    LEARNING = "learning", pgettext_lazy("level", "Learning")
    BEHAVIOUR = "behaviour", pgettext_lazy("level", "Behaviour")
    RESULTS = "results", pgettext_lazy("level", "Results")


class Source(models.TextChoices):
    """Where an indicator's numbers come from."""

    TYPED = "typed", _("Entered by hand")
    WAVE = "wave", _("A question of a survey")
    COUNTED = "counted", _("Counted from what the run does")
    OFFICIAL = "official", _("Counted from official notices")


class Strength(models.TextChoices):
    """How well a claim is founded; the scale is written out in the guide."""

    NONE = "none", pgettext_lazy("strength", "Nothing supports it yet")
    WEAK = "weak", pgettext_lazy("strength", "Weak")
    SOME = "some", pgettext_lazy("strength", "Some")
    STRONG = "strong", pgettext_lazy("strength", "Strong")


class Side(models.TextChoices):
    """Whether a piece of evidence speaks for a claim or against it."""

    FOR = "for", pgettext_lazy("evidence", "For")
    AGAINST = "against", pgettext_lazy("evidence", "Against")


class Weight(models.TextChoices):
    """How likely it is that something else made it so."""

    LIKELY = "likely", pgettext_lazy("rival explanation", "Likely")
    POSSIBLE = "possible", pgettext_lazy("rival explanation", "Possible")
    UNLIKELY = "unlikely", pgettext_lazy("rival explanation", "Unlikely")
    RULED_OUT = "ruled_out", pgettext_lazy("rival explanation", "Ruled out")


class Held(models.TextChoices):
    """Whether a part of the programme theory held."""

    YES = "yes", pgettext_lazy("programme theory", "Held")
    PARTLY = "partly", pgettext_lazy("programme theory", "Held partly")
    NO = "no", pgettext_lazy("programme theory", "Did not hold")
    UNKNOWN = "unknown", pgettext_lazy("programme theory", "Cannot be said")


class Course(models.TextChoices):
    """What is decided about a programme."""

    CONTINUE = "continue", pgettext_lazy("decision", "Continue")
    ADAPT = "adapt", pgettext_lazy("decision", "Adapt")
    STOP = "stop", pgettext_lazy("decision", "Stop")
