"""States of pairings and of sessions, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class PairingState(models.TextChoices):
    """Whether a driver and a mentor are a pair."""

    PROPOSED = "proposed", pgettext_lazy("pairing", "Proposed")
    STANDS = "stands", pgettext_lazy("pairing", "In force")
    DECLINED = "declined", pgettext_lazy("pairing", "Declined")
    ENDED = "ended", pgettext_lazy("pairing", "Ended")


PAIRING = Lifecycle(
    "proposed",
    {
        "stand": (("proposed",), "stands"),
        "decline": (("proposed",), "declined"),
        "end": (("proposed", "stands"), "ended"),
    },
)


class SessionState(models.TextChoices):
    """How a session of guidance went."""

    BOOKED = "booked", pgettext_lazy("session", "Booked")
    HELD = "held", pgettext_lazy("session", "Held")
    NO_SHOW = "no_show", pgettext_lazy("session", "Someone did not come")
    CALLED_OFF = "called_off", pgettext_lazy("session", "Cancelled")


SESSION = Lifecycle(
    "booked",
    {
        "hold": (("booked", "no_show"), "held"),
        "miss": (("booked", "held"), "no_show"),
        "call_off": (("booked",), "called_off"),
    },
)


class NoteKind(models.TextChoices):
    """Who reads a note."""

    PAIR = "pair", _("Only the two of us")
    SHARED = "shared", _("Those who lead the run, too")
