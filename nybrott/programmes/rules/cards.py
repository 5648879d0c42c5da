"""Who may write and adapt an organisation's method cards."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.programmes.models import MethodCard


def may_write_cards(actor: Actor) -> Verdict:
    """Write a card of one's own: programme leads, editors, administrators."""
    if actor.may("programmes.manage"):
        return YES
    return no(_("Only programme leads, editors and administrators write method cards. Ask one of them."))


def may_adapt_card(actor: Actor, own: MethodCard | None) -> Verdict:
    """Make a card that comes with Nybrott one's own. `own`: the organisation's, when it has been made already."""
    allowed = may_write_cards(actor)
    if allowed and own is not None:
        return no(_("Your organisation has already adapted this card. Change that one."))
    return allowed


def may_change_card(actor: Actor, card: MethodCard) -> Verdict:
    """Change a card of one's own organisation."""
    if not actor.system and actor.organisation_id != card.organisation_id:
        return no(_("This card belongs to another organisation."))
    return may_write_cards(actor)


def may_put_away_card(actor: Actor, card: MethodCard) -> Verdict:
    """Put it away, so that it is proposed to nobody; one that came from Nybrott's is then read as Nybrott has it."""
    allowed = may_change_card(actor, card)
    return no(_("This card is already archived.")) if allowed and card.put_away_at else allowed


def may_take_out_card(actor: Actor, card: MethodCard) -> Verdict:
    """Take one out again that was put away."""
    allowed = may_change_card(actor, card)
    return no(_("This card is in use.")) if allowed and not card.put_away_at else allowed
