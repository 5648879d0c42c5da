"""Who may raise a challenge, work on it, and take each of its steps."""

from django.utils.translation import gettext as _

from nybrott.challenges.models import Anchoring, Challenge, TeamMember
from nybrott.challenges.states import CHALLENGE, ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no


def may_see_work(actor: Actor) -> Verdict:
    """See what the organisation works on before it asks the market: not a supplier that was let in."""
    if actor.is_supplier:
        return no(_("This is for those who work in the organisation. What suppliers are told is on the public pages."))
    return YES


def may_raise(actor: Actor) -> Verdict:
    """Whoever has a role that works on needs."""
    if actor.may("challenges.raise"):
        return YES
    return no(_("Only people who work on needs can raise a challenge. Ask an administrator for the role."))


def may_work_on(actor: Actor, challenge: Challenge) -> Verdict:
    """The need owner, whoever raised it, its team, and those who lead all challenges."""
    if actor.system or actor.organisation_id != challenge.organisation_id:
        return YES if actor.system else no(_("This challenge belongs to another organisation."))
    if actor.may("challenges.lead") or actor.user_id in (challenge.owner_id, challenge.raised_by_id):
        return YES
    if challenge.team.filter(user=actor.user_id or 0, joins=True).exists():
        return YES
    return no(_("Only the need owner and the team can change this challenge. Ask them to let you in."))


def _may_step(actor: Actor, challenge: Challenge, verb: str) -> Verdict:
    allowed = may_work_on(actor, challenge)
    if not allowed:
        return allowed
    if verb not in CHALLENGE.open_steps(challenge.state):
        said = {"state": ChallengeState(challenge.state).label.lower()}
        return no(_("This step is not open while the challenge is “%(state)s”.") % said)
    return YES


def may_ask_leader(actor: Actor, challenge: Challenge) -> Verdict:
    """Ask a leader for a yes to time and goal; one question at a time."""
    allowed = _may_step(actor, challenge, "anchor")
    if allowed and challenge.anchorings.filter(answered_at__isnull=True).exists():
        return no(_("A leader has already been asked and has not answered yet."))
    return allowed


def may_answer_anchoring(actor: Actor, anchoring: Anchoring) -> Verdict:
    """Only the leader who was asked, and once."""
    if actor.user_id is None or anchoring.leader_id != actor.user_id:
        return no(_("Only the leader who was asked can answer."))
    if anchoring.answered_at is not None:
        return no(_("This question has already been answered."))
    return YES


def may_anchor(actor: Actor, challenge: Challenge) -> Verdict:
    """Anchor without a question: a unit leader who works on the challenge, or whoever leads all challenges."""
    allowed = _may_step(actor, challenge, "anchor")
    if allowed and not (actor.may("challenges.lead") or "leader" in actor.roles):
        return no(_("Only a leader can say yes to the time and the goal. Ask one."))
    return allowed


def may_answer_team(actor: Actor, member: TeamMember) -> Verdict:
    """Only the one who was asked."""
    if actor.user_id is None or member.user_id != actor.user_id:
        return no(_("Only the person who was asked can answer."))
    return YES


def may_open_hearing(actor: Actor, challenge: Challenge) -> Verdict:
    """Begin to hear the users: after a leader's yes."""
    if challenge.state == ChallengeState.RAISED and may_work_on(actor, challenge):
        return no(_("A leader must say yes to the time and the goal before the users are asked."))
    return _may_step(actor, challenge, "open_hearing")


def may_close_hearing(actor: Actor, challenge: Challenge) -> Verdict:
    """Stop taking contributions and make sense of them."""
    return _may_step(actor, challenge, "close_hearing")


def may_park(actor: Actor, challenge: Challenge) -> Verdict:
    """Lay it aside for now, with a reason."""
    return _may_step(actor, challenge, "park")


def may_resume(actor: Actor, challenge: Challenge) -> Verdict:
    """Take a parked one up again."""
    return _may_step(actor, challenge, "resume")


def may_reuse(actor: Actor, challenge: Challenge) -> Verdict:
    """Say that a solution somebody has already will do."""
    return _may_step(actor, challenge, "reuse")


def may_join(actor: Actor, challenge: Challenge, other: Challenge) -> Verdict:
    """Join it with another of the same organisation, which goes on for both."""
    allowed = _may_step(actor, challenge, "join")
    if not allowed:
        return allowed
    if other.pk == challenge.pk:
        return no(_("A challenge cannot be joined with itself."))
    if other.organisation_id != challenge.organisation_id:
        return no(_("Only challenges of the same organisation can be joined. Link to it instead."))
    if other.state in (ChallengeState.JOINED, ChallengeState.PARKED, ChallengeState.REUSED):
        return no(_("The other challenge is no longer being worked on, so nothing can be joined with it."))
    return YES
