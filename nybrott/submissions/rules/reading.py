"""Who may open the box, read input and its secrets, write syntheses and publish."""

from datetime import datetime

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues import rules as dialogues
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import DialogueState, PostKind
from nybrott.submissions.models import Box, Submission
from nybrott.submissions.rules.sending import deadline, moment_said

WORKING = (PostKind.LEADS, PostKind.ASKS, PostKind.WRITES)


def may_open(actor: Actor, dialogue: Dialogue, box: Box | None, sent: int, now: datetime) -> Verdict:
    """Open the box: once, after the deadline, by those who carry the dialogue out; of a locked dialogue too, of one that was called off never."""
    if not (allowed := dialogues.may_read(actor, dialogue)):
        return allowed
    works = dialogue.posts.filter(user=actor.user_id, kind__in=WORKING).exists()
    if not (works or actor.may(dialogues.MANAGE)):
        return no(_("Only those who run market dialogues, or have a part in this one, can do this."))
    if dialogue.state == DialogueState.CALLED_OFF:
        return no(_("The dialogue was cancelled. What suppliers wrote stays sealed."))
    if box is not None and box.opened_at is not None:
        return no(_("The written input was already opened %(moment)s.") % {"moment": moment_said(box.opened_at)})
    until = deadline(dialogue, box)
    if until is not None and now < until:
        return no(_("Written input is sealed until %(until)s. No one can read it before then, not even administrators.") % {"until": moment_said(until)})  # fmt: skip
    return YES if box is not None and sent else no(_("No supplier sent written input."))


def may_read(actor: Actor, submission: Submission) -> Verdict:
    """Read the open part of an input: everyone in the organisation, once it is opened."""
    if submission.box.opened_at is None:
        return no(_("This input is sealed."))
    return dialogues.may_read(actor, submission.box.dialogue)


def may_read_secret(actor: Actor, submission: Submission) -> Verdict:
    """Read its trade secrets: those named for it in the dialogue."""
    if not (allowed := may_read(actor, submission)):
        return allowed
    return dialogues.may_read_secrets(actor, submission.box.dialogue)


def may_write_synthesis(actor: Actor, dialogue: Dialogue, box: Box | None) -> Verdict:
    """Write what is read out of the input, once it is opened."""
    if not (allowed := dialogues.may_carry_out(actor, dialogue)):
        return allowed
    return YES if box is not None and box.opened_at else no(_("The input must be opened first."))


def may_publish(actor: Actor, dialogue: Dialogue, box: Box | None) -> Verdict:
    """Publish open parts and syntheses, or keep an open part back."""
    return may_write_synthesis(actor, dialogue, box)
