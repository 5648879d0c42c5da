"""Who may write a need description, comment on it, and approve it."""

from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.needs.models import NeedDescription
from nybrott.needs.rules.statements import may_word_problem
from nybrott.needs.states import DESCRIPTION, DescriptionState


def may_begin_description(actor: Actor, challenge: Challenge) -> Verdict:
    """Begin a version; one at a time is in the making."""
    allowed = may_word_problem(actor, challenge)
    if allowed and challenge.descriptions.filter(state__in=[DescriptionState.DRAFT, DescriptionState.REVIEW]).exists():
        return no(_("A new version has already been started. Carry on with that one."))
    return allowed


def may_write(actor: Actor, description: NeedDescription) -> Verdict:
    """Change a draft. What is under review or approved stands as it is."""
    allowed = may_work_on(actor, description.challenge)
    if allowed and description.state != DescriptionState.DRAFT:
        return no(_("Only a draft can be changed. Begin a new version, or send it back first."))
    return allowed


def may_comment(actor: Actor, description: NeedDescription) -> Verdict:
    """Anyone of the organisation, while it is a draft or under review."""
    if actor.organisation_id != description.challenge.organisation_id:
        return no(_("This challenge belongs to another organisation."))
    if description.state not in (DescriptionState.DRAFT, DescriptionState.REVIEW):
        return no(_("This version is final. Comment on the next one."))
    return YES


def _may_step(actor: Actor, description: NeedDescription, verb: str) -> Verdict:
    allowed = may_work_on(actor, description.challenge)
    if allowed and verb not in DESCRIPTION.open_steps(description.state):
        said = {"state": DescriptionState(description.state).label.lower()}
        return no(_("This step is not open while the description is “%(state)s”.") % said)
    return allowed


def may_send_to_review(actor: Actor, description: NeedDescription) -> Verdict:
    """When its purpose is written."""
    allowed = _may_step(actor, description, "send_to_review")
    if allowed and not description.purpose.strip():
        return no(_("Write the purpose first: it is quoted everywhere after this."))
    return allowed


def may_send_back(actor: Actor, description: NeedDescription) -> Verdict:
    """Send it back to be written on."""
    return _may_step(actor, description, "send_back")


def may_approve(actor: Actor, description: NeedDescription) -> Verdict:
    """The need owner, or whoever leads all challenges; never the one who wrote it alone."""
    allowed = _may_step(actor, description, "approve")
    if not allowed:
        return allowed
    if actor.user_id != description.challenge.owner_id and not actor.may("challenges.lead"):
        return no(_("Only the need owner can approve the description."))
    if actor.user_id == description.written_by_id:
        return no(_("Someone other than the person who wrote it must approve it."))
    return YES
