"""Who may promise and send feedback, and who may say whether it was worth their time."""

from datetime import date

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.rules import MANAGE, may_read
from nybrott.dialogues.states import DialogueState, PostKind
from nybrott.feedback.models import Message
from nybrott.feedback.states import OUTCOMES, Told

WORKING = (PostKind.LEADS, PostKind.ASKS, PostKind.WRITES)


def may_give_feedback(actor: Actor, dialogue: Dialogue) -> Verdict:
    """Promise, write and send feedback: those who carry the dialogue out, also after it is locked or called off. Feedback changes nothing in
    it; it is owed."""
    if not (allowed := may_read(actor, dialogue)):
        return allowed
    if not (actor.may(MANAGE) or dialogue.posts.filter(user=actor.user_id, kind__in=WORKING).exists()):
        return no(_("Only those who run market dialogues, or have a part in this one, can do this."))
    if dialogue.announced_at is None:
        return no(_("No one has taken part yet: the dialogue has not been announced."))
    return YES


def may_promise(actor: Actor, dialogue: Dialogue, due_on: date, today: date) -> Verdict:
    """Promise feedback for a day that is still to come."""
    allowed = may_give_feedback(actor, dialogue)
    if allowed and due_on < today:
        return no(_("Choose a day that is still to come."))
    return allowed


def may_tell(actor: Actor, dialogue: Dialogue, kind: str) -> Verdict:
    """Tell this now. What became of it comes after a competition is announced, or the dialogue was ended or called off."""
    allowed = may_give_feedback(actor, dialogue)
    if allowed and kind in (Told.COMPETITION, Told.CONTRACT) and dialogue.state == DialogueState.CALLED_OFF:
        return no(_("The dialogue was called off. Tell the suppliers that it is dropped, and why."))
    if allowed and kind == Told.CONTRACT and dialogue.state == DialogueState.OPEN:
        return no(_("The dialogue is still open. End it, or lock it, before you report a contract."))
    return allowed


def may_send(actor: Actor, message: Message) -> Verdict:
    """Send a draft, once."""
    allowed = may_tell(actor, message.dialogue, message.kind)
    if allowed and message.sent_at is not None:
        return no(_("It has already been sent, so it stays as it is. Share what has changed as something new."))
    if allowed and message.kind == Told.SUMMARY and not message.after.strip():
        return no(_("Say what happens next. That is what suppliers ask for most."))
    return allowed


def may_say(dialogue: Dialogue) -> Verdict:
    """Whether suppliers are asked if it was worth their time: once they have got a summary or an outcome."""
    if dialogue.messages.filter(sent_at__isnull=False, kind__in=(Told.SUMMARY, *OUTCOMES)).exists():
        return YES
    return no(_("You are asked when you have received the summary."))
