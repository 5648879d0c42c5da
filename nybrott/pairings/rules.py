"""Who may pair drivers with mentors, answer a proposal, and end a pair."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.guidance.models import Pairing
from nybrott.guidance.states import PAIRING, PairingState
from nybrott.runs.models import Run
from nybrott.runs.rules import may_run
from nybrott.runs.states import RunState


def may_pair(actor: Actor, run: Run) -> Verdict:
    """See the proposal with everything it rests on: those who lead the run."""
    return may_run(actor, run)


def may_pair_now(actor: Actor, run: Run) -> Verdict:
    """Change the proposal and propose it, until the run is over."""
    allowed = may_pair(actor, run)
    if allowed and run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return no(_("The run is over. No more pairs can be made in it."))
    return allowed


def is_of(actor: Actor, pairing: Pairing) -> bool:
    """Whether the actor is one of the two."""
    return actor.user_id is not None and actor.user_id in (pairing.driver.user_id, pairing.mentor.user_id)


def may_answer_pair(actor: Actor, pairing: Pairing) -> Verdict:
    """Say yes or no to being a pair: the two, each for themselves, once, while it is proposed."""
    if not is_of(actor, pairing):
        return no(_("Only the two people concerned can answer."))
    if pairing.state != PairingState.PROPOSED:
        said = {"state": PairingState(pairing.state).label.lower()}
        return no(_("There is nothing to answer: the pair is “%(state)s”.") % said)
    if pairing.run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return no(_("The run is over."))
    mine = pairing.driver_yes_at if actor.user_id == pairing.driver.user_id else pairing.mentor_yes_at
    if mine is not None:
        return no(_("You have said yes. Now the other person answers."))
    return YES


def may_end_pair(actor: Actor, pairing: Pairing) -> Verdict:
    """End a pair, with a reason: the two, when it stands, and those who lead the run."""
    if not is_of(actor, pairing):
        allowed = may_run(actor, pairing.run)
        if not allowed:
            return no(_("Only the two, and those who lead the run, can end a pair."))
    elif pairing.state == PairingState.PROPOSED:
        return no(_("Answer the proposal instead."))
    if "end" not in PAIRING.open_steps(pairing.state):
        return no(_("This pair is already over."))
    return YES


def may_read_reason(actor: Actor, pairing: Pairing) -> Verdict:
    """Read why somebody said no or a pair ended: those who lead the run."""
    if may_run(actor, pairing.run):
        return YES
    return no(_("The reason is for those who lead the run."))
