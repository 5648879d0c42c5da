"""Who may let statements be compared, look again and say what is the same."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.groups.models import Consent, Match

MANAGE = "exchange.manage"


def may_see_same_need(actor: Actor) -> Verdict:
    """Read what others of one's networks have in common with one's own."""
    return YES if actor.works_here else no(_("This is for the organisation’s own people."))


def _speaks(actor: Actor) -> Verdict:
    if not actor.may(MANAGE):
        return no(_("Those who speak for the organisation to others decide this: buyers, programme leads, network coordinators and administrators."))  # fmt: skip
    return YES


def may_consent(actor: Actor, *, agreed: bool, inside: bool) -> Verdict:
    """Let one's own statements be compared. `agreed`: it does already; `inside`: it is in the network."""
    if not (speaks := _speaks(actor)):
        return speaks
    if not inside:
        return no(_("Your organisation is not in the network."))
    return no(_("Your organisation has already agreed.")) if agreed else YES


def may_withdraw_consent(actor: Actor, consent: Consent | None) -> Verdict:
    """Take it back, at any time."""
    if not (speaks := _speaks(actor)):
        return speaks
    if consent is None or consent.withdrawn_at is not None or consent.organisation_id != actor.organisation_id:
        return no(_("Your organisation is not compared in this network."))
    return YES


def may_look_again(actor: Actor, consent: Consent | None) -> Verdict:
    """Have one's own statements compared now rather than at the next round."""
    return may_withdraw_consent(actor, consent)


def may_answer_match(actor: Actor, match: Match) -> Verdict:
    """Say for one's own organisation whether it is the same need; said anew, it replaces."""
    if actor.organisation_id not in (match.one_place_id, match.other_place_id):
        return no(_("Only the two organisations can say whether it is the same need."))
    return _speaks(actor)
