"""How far a dialogue has come, who does what in it, and the kinds of what is given and received."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class DialogueState(models.TextChoices):
    """How far a dialogue has come."""

    DRAFT = "draft", pgettext_lazy("dialogue", "Being planned")
    OPEN = "open", pgettext_lazy("dialogue", "Open")
    ENDED = "ended", pgettext_lazy("dialogue", "Ended")
    LOCKED = "locked", pgettext_lazy("dialogue", "Locked: the competition is announced")
    CALLED_OFF = "called_off", pgettext_lazy("dialogue", "Cancelled")


DIALOGUE = Lifecycle(
    "draft",
    {
        "plan": (("draft",), "draft"),
        "announce": (("draft",), "open"),
        "end": (("open",), "ended"),
        "go_on": (("ended",), "open"),
        "lock": (("open", "ended"), "locked"),
        "call_off": (("draft", "open"), "called_off"),
    },
)


class PostKind(models.TextChoices):
    """What somebody does in a dialogue."""

    LEADS = "leads", _("Leads the dialogue")
    ASKS = "asks", _("Asks in meetings")
    WATCHES = "watches", _("Observes")
    WRITES = "writes", _("Writes the minutes")


class Channel(models.TextChoices):
    """How a supplier was met."""

    TELEPHONE = "telephone", _("Telephone")
    EMAIL = "email", _("E-mail")
    MEETING = "meeting", pgettext_lazy("contact with a supplier", "Meeting")
    FAIR = "fair", _("Fair or conference")
    REVERSE = "reverse", _("A dialogue the suppliers invited to")
    OTHER = "other", pgettext_lazy("contact with a supplier", "In another way")
