"""Who may put evidence together into insights and needs, and what it takes before a need is verified."""

from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.support import Foundation, foundation
from nybrott.core.verdict import YES, Verdict, no
from nybrott.needs.models import Need, pieces_behind
from nybrott.needs.states import NEED, NeedState


def may_make_sense(actor: Actor, challenge: Challenge) -> Verdict:
    """Those who work on the challenge, as long as it is worked on."""
    allowed = may_work_on(actor, challenge)
    if allowed and challenge.state in (ChallengeState.PARKED, ChallengeState.REUSED, ChallengeState.JOINED):
        return no(_("The challenge is no longer being worked on. Take it up again first."))
    return allowed


def _may_step(actor: Actor, need: Need, verb: str) -> Verdict:
    allowed = may_make_sense(actor, need.challenge)
    if allowed and verb not in NEED.open_steps(need.state):
        said = {"state": NeedState(need.state).label.lower()}
        return no(_("This step is not open for a need that is “%(state)s”.") % said)
    return allowed


def may_word_need(actor: Actor, need: Need) -> Verdict:
    """Change its words or what it rests on; a parked one is taken up again first."""
    allowed = may_make_sense(actor, need.challenge)
    if allowed and need.state == NeedState.PARKED:
        return no(_("The need is parked. Take it up again first."))
    return allowed


def may_park_need(actor: Actor, need: Need) -> Verdict:
    """Lay it aside, with a reason."""
    return _may_step(actor, need, "park")


def may_take_up_need(actor: Actor, need: Need) -> Verdict:
    """Take a parked one up again."""
    return _may_step(actor, need, "take_up_again")


def what_is_missing(rests: Foundation) -> str:
    """What a need lacks before it can be verified, as a sentence; "" when nothing does."""
    return {
        "": "",
        "evidence": _("Nothing shows this need yet. Link evidence from at least two independent sources, one of them a user."),
        "origin": _("The evidence does not say who or where it is from. Name an informant or a source."),
        "second": _("All the evidence comes from one source. Link a piece from another person and another place."),
        "user": _("There are two independent sources, but none of them is a user. Link what a user has said."),
    }[rests.lacks]  # fmt: skip


def may_verify(actor: Actor, need: Need) -> Verdict:
    """When at least two independent sources stand behind it, directly or through its insights, one of them a user."""
    allowed = _may_step(actor, need, "verify")
    if not allowed:
        return allowed
    missing = what_is_missing(foundation(piece for piece, _row in pieces_behind([need.pk])[need.pk]))
    return no(missing) if missing else YES


def may_verify_by_exception(actor: Actor, need: Need) -> Verdict:
    """Without that, in writing, and only by the need owner."""
    allowed = _may_step(actor, need, "verify")
    if allowed and need.challenge.owner_id is None:
        return no(_("The challenge has no need owner yet, and only the need owner can make an exception."))
    if allowed and need.challenge.owner_id != actor.user_id:
        return no(_("Only the need owner can make an exception."))
    return allowed
