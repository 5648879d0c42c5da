"""Who may take a whole challenge along."""

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict
from nybrott.hearings.rules import may_read_contributions


def may_take_along(actor: Actor, challenge: Challenge) -> Verdict:
    """Those who may read what people told: all of it is in the file."""
    return may_read_contributions(actor, challenge)
