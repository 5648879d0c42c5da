"""What the sweep asks of this room's addresses."""

from nybrott.people.tests.sweep_privacy import PRIVACY
from nybrott.people.tests.sweeping import Case

SWEEP: dict[str, Case] = {**PRIVACY}
