"""Who may see whether suppliers were treated alike, and hand somebody what they missed."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, no
from nybrott.dialogues.models import Supplier
from nybrott.dialogues.rules import may_carry_out
from nybrott.dialogues.states import DialogueState


def may_catch_up(actor: Actor, supplier: Supplier) -> Verdict:
    """Hand a supplier what was given before it came."""
    allowed = may_carry_out(actor, supplier.dialogue)
    if allowed and supplier.dialogue.state == DialogueState.DRAFT:
        return no(_("The dialogue has not been announced yet."))
    if allowed and supplier.left_at is not None:
        return no(_("This supplier no longer takes part in the dialogue."))
    return allowed
