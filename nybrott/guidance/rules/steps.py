"""Who may agree on a next step, and say that it is done."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, no
from nybrott.guidance.models import NextStep, Pairing
from nybrott.guidance.rules.sessions import may_guide

MOST_OPEN = 30  # agreed and not done, of a pair


def may_agree(actor: Actor, pairing: Pairing) -> Verdict:
    """Write down what one of the two does next: both, while the pair stands."""
    allowed = may_guide(actor, pairing)
    if allowed and pairing.steps.filter(done_at=None, dropped_at=None).count() >= MOST_OPEN:
        return no(_("There are %(n)s steps that are not done. Do or drop some of them first.") % {"n": MOST_OPEN})
    return allowed


def may_end_step(actor: Actor, step: NextStep) -> Verdict:
    """Say that it is done, or let it be: both, while the pair stands."""
    allowed = may_guide(actor, step.pairing)
    if allowed and (step.done_at or step.dropped_at):
        return no(_("This step has already been done or dropped."))
    return allowed
