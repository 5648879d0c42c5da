"""Who may be heard, who may read what was said, and who may keep evidence."""

from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.hearings.models import Contribution
from nybrott.hearings.states import CONTRIBUTION, ContributionState


def may_contribute(challenge: Challenge) -> Verdict:
    """Anyone, while the users are heard."""
    if challenge.state == ChallengeState.HEARING:
        return YES
    return no(_("This challenge is closed for contributions. What came in is being worked on."))


def may_read_contributions(actor: Actor, challenge: Challenge) -> Verdict:
    """Those who work on the challenge: what people told is not for everybody in the house."""
    return may_work_on(actor, challenge)


def may_enter_contribution(actor: Actor, challenge: Challenge) -> Verdict:
    """Write down what somebody said, on their behalf: while there is work on it."""
    allowed = may_work_on(actor, challenge)
    if allowed and challenge.state not in (ChallengeState.ANCHORED, ChallengeState.HEARING, ChallengeState.SENSEMAKING):
        said = {"state": ChallengeState(challenge.state).label.lower()}
        return no(_("Contributions cannot be entered while the challenge is “%(state)s”.") % said)
    return allowed


def may_handle(actor: Actor, contribution: Contribution, verb: str) -> Verdict:
    """Take up, set aside, hide or restore one."""
    allowed = may_work_on(actor, contribution.challenge)
    if allowed and verb not in CONTRIBUTION.open_steps(contribution.state):
        said = {"state": ContributionState(contribution.state).label.lower()}
        return no(_("This cannot be done with a contribution that is “%(state)s”.") % said)
    return allowed


def may_record_evidence(actor: Actor, challenge: Challenge) -> Verdict:
    """Those who work on the challenge, as long as it is worked on."""
    allowed = may_work_on(actor, challenge)
    if allowed and challenge.state in (ChallengeState.PARKED, ChallengeState.REUSED, ChallengeState.JOINED):
        return no(_("The challenge is no longer being worked on. Take it up again first."))
    return allowed
