"""The parts of a need's page: this room's, and those that rooms above add when they start."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.needs.models import Need
from nybrott.ui.frame import Link

PARTS: list[tuple[str, Promise]] = [("insights:need", _("Need"))]


def add_part(address: str, label: Promise) -> None:
    """A tab of a room above. `address` takes the need's key."""
    if address not in dict(PARTS):
        PARTS.append((address, label))


def need_parts(need: Need, here: str) -> list[Link]:
    """The parts of a need as tabs; `here` is the address of the one shown."""
    return [Link(str(label), reverse(name, args=[need.pk]), current=name == here) for name, label in PARTS]
