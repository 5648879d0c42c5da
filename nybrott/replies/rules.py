"""Who may tell those who told, and who may read how they were met."""

from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.hearings.models import Contribution
from nybrott.hearings.states import ContributionState
from nybrott.replies.models import Reply
from nybrott.replies.states import REPLY, ReplyState


def may_tell(actor: Actor, challenge: Challenge) -> Verdict:
    """Write to those who told: whoever works on the challenge, also when it is parked or joined; that is news too."""
    return may_work_on(actor, challenge)


def _may_step(actor: Actor, reply: Reply, verb: str) -> Verdict:
    allowed = may_tell(actor, reply.challenge)
    if allowed and verb not in REPLY.open_steps(reply.state):
        said = {"state": ReplyState(reply.state).label.lower()}
        return no(_("This cannot be done with a reply that is “%(state)s”.") % said)
    return allowed


def may_write(actor: Actor, reply: Reply) -> Verdict:
    """Change a draft."""
    return _may_step(actor, reply, "write")


def _ready(reply: Reply) -> Verdict:
    if not reply.steps:
        return no(_("First choose what the reply is about."))
    if not any(text.strip() for text in reply.texts.values()):
        return no(_("First write what they should read."))
    return YES


def may_hold(actor: Actor, reply: Reply) -> Verdict:
    """Lay its letters in the outbox, held."""
    allowed = _may_step(actor, reply, "hold")
    return _ready(reply) if allowed else allowed


def may_let_go(actor: Actor, reply: Reply) -> Verdict:
    """Let its letters go, and the text stand on the pages of those who told."""
    allowed = _may_step(actor, reply, "let_go")
    return _ready(reply) if allowed else allowed


def may_drop(actor: Actor, reply: Reply) -> Verdict:
    """Drop a draft, or one whose letters are held."""
    return _may_step(actor, reply, "drop")


def may_publish(actor: Actor, reply: Reply) -> Verdict:
    """Put it on the public page of the challenge, or take it off: once it has been told to those who asked."""
    allowed = may_tell(actor, reply.challenge)
    if allowed and reply.state != ReplyState.GONE:
        return no(_("Tell those who asked before you tell everyone."))
    return allowed


def may_answer(actor: Actor, contribution: Contribution) -> Verdict:
    """Say what became of one contribution, to its writer alone."""
    allowed = may_tell(actor, contribution.challenge)
    if allowed and contribution.state == ContributionState.HIDDEN:
        return no(_("A hidden contribution cannot be answered. Make it visible again first."))
    return allowed


def may_plan(actor: Actor, challenge: Challenge) -> Verdict:
    """Choose when people are asked whether it has become better."""
    return may_tell(actor, challenge)


def may_read_reputation(actor: Actor) -> Verdict:
    """The organisation's own people: how users are met is no secret in the house."""
    if actor.organisation_id is not None and actor.works_here:
        return YES
    return no(_("Only people in the organisation can see how its users are met."))
