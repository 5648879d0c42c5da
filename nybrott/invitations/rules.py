"""Who may give everyone a brief, and name the official notice."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, no
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.rules import may_carry_out
from nybrott.dialogues.states import DialogueState


def may_give_brief(actor: Actor, dialogue: Dialogue) -> Verdict:
    """Give everyone the brief as it stands now: as long as the dialogue is open."""
    allowed = may_carry_out(actor, dialogue)
    if allowed and dialogue.state == DialogueState.DRAFT:
        return no(_("Announce the dialogue first. Until then you can read the brief here and change what it says."))
    if allowed and dialogue.state == DialogueState.ENDED:
        return no(_("The dialogue has ended. The brief that was given stays as it is."))
    return allowed


def may_name_notice(actor: Actor, dialogue: Dialogue) -> Verdict:
    """Note the number of the official notice."""
    return may_carry_out(actor, dialogue)
