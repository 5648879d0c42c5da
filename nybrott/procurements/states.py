"""How far a procurement has come, and which currencies a value can be in."""

from django.db import models
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class ProcurementState(models.TextChoices):
    """How far a procurement has come, in the order of the way."""

    IDEA = "idea", pgettext_lazy("procurement", "In the plan")
    NEEDS = "needs", pgettext_lazy("procurement", "Needs are mapped")
    DIALOGUE = "dialogue", pgettext_lazy("procurement", "In dialogue with the market")
    PREPARING = "preparing", pgettext_lazy("procurement", "Competition is prepared")
    COMPETITION = "competition", pgettext_lazy("procurement", "Competition is announced")
    CONTRACT = "contract", pgettext_lazy("procurement", "Contract is signed")
    IN_USE = "in_use", pgettext_lazy("procurement", "In use")
    ENDED = "ended", pgettext_lazy("procurement", "Ended")
    STOPPED = "stopped", pgettext_lazy("procurement", "Stopped")


PROCUREMENT = Lifecycle(
    "idea",
    {
        "map_needs": (("idea",), "needs"),
        "ask_market": (("idea", "needs"), "dialogue"),
        "prepare": (("idea", "needs", "dialogue"), "preparing"),
        "compete": (("preparing",), "competition"),
        "sign": (("preparing", "competition"), "contract"),
        "put_to_use": (("contract",), "in_use"),
        "end": (("contract", "in_use"), "ended"),
        "stop": (("idea", "needs", "dialogue", "preparing", "competition", "contract"), "stopped"),
        "take_up": (("stopped",), "idea"),
    },
)

ON_THE_WAY = (
    ProcurementState.IDEA, ProcurementState.NEEDS, ProcurementState.DIALOGUE, ProcurementState.PREPARING, ProcurementState.COMPETITION,
    ProcurementState.CONTRACT,
)  # fmt: skip
BEFORE_COMPETITION = ON_THE_WAY[:4]
OVER = (ProcurementState.ENDED, ProcurementState.STOPPED)


class Currency(models.TextChoices):
    """Currencies a value can be in. Their codes are their names."""

    NOK = "NOK", "NOK"
    EUR = "EUR", "EUR"
    SEK = "SEK", "SEK"
    DKK = "DKK", "DKK"
    USD = "USD", "USD"
    GBP = "GBP", "GBP"
