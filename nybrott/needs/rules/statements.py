"""Who may word the problem, answer remarks, and choose."""

from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, no

OVER = (ChallengeState.PARKED, ChallengeState.REUSED, ChallengeState.JOINED)


def may_word_problem(actor: Actor, challenge: Challenge) -> Verdict:
    """Those who work on the challenge, from the leader's yes on."""
    allowed = may_work_on(actor, challenge)
    if allowed and challenge.state in OVER:
        return no(_("The challenge is no longer being worked on. Take it up again first."))
    if allowed and challenge.state == ChallengeState.RAISED:
        return no(_("A leader must say yes to the time and the goal before the problem is worded."))
    return allowed
