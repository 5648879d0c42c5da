"""The parts of a challenge and its next steps: this room's, and those that rooms above add when they start."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.needs.models import Challenge
from nybrott.ui.frame import Link

PARTS: list[tuple[str, Promise]] = [
    ("needs:challenge", _("Overview")),
    ("needs:contributions", _("Contributions")),
    ("needs:evidence", _("Evidence")),
    ("needs:problem", _("Problem")),
    ("needs:description", _("Need description")),
    ("needs:twins", _("Likely twins")),
    ("needs:team", _("Team")),
]
# state of a challenge → what comes next, and the address where it is done
STEPS: dict[str, tuple[Promise, str]] = {
    "raised": (_("Ask a leader for a yes to time and goal"), "needs:anchoring"),
    "anchored": (_("Ask the users what is hard"), "needs:hearing"),
    "hearing": (_("Read what people say"), "needs:contributions"),
    "described": (_("Read the approved need description"), "needs:description"),
}


def add_part(address: str, label: Promise, *, before: str) -> None:
    """A tab of a room above. `address` takes the challenge's key; `before` is the address of the tab it stands before."""
    if address not in dict(PARTS):
        PARTS.insert([name for name, _label in PARTS].index(before), (address, label))


def add_step(state: str, label: Promise, address: str) -> None:
    """What comes next in a state that a room above works in."""
    STEPS[state] = (label, address)


def parts(challenge: Challenge, here: str) -> list[Link]:
    """The parts of a challenge as tabs; `here` is the address of the one shown, of this room when it names none."""
    shown = here if ":" in here else f"needs:{here}"
    return [Link(str(label), reverse(name, args=[challenge.pk]), current=name == shown) for name, label in PARTS]
