"""Boxes as pages find them, and what a dialogue waits for."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import DialogueState
from nybrott.submissions import rules
from nybrott.submissions.models import Box
from nybrott.submissions.states import SubmissionState
from nybrott.ui.thread import NextStep


def box_of(dialogue: Dialogue) -> Box | None:
    """The box of a dialogue; None until somebody wrote."""
    return Box.objects.filter(dialogue=dialogue).select_related("dialogue__organisation", "opened_by").first()


def received(box: Box | None) -> int:
    """How many inputs are sent: all that is told before the opening, and the ledger says as much."""
    return box.submissions.filter(state=SubmissionState.SENT).count() if box else 0


def standing(dialogue: Dialogue) -> tuple[Box | None, int]:
    """The box and how many inputs are sent."""
    box = box_of(dialogue)
    return box, received(box)


def next_step(actor: Actor, dialogue: Dialogue, now: datetime) -> NextStep | None:
    """Open the box once its time has come; then say what was read out of it."""
    box, sent = standing(dialogue)
    if box is None or not sent or dialogue.state not in (DialogueState.OPEN, DialogueState.ENDED):
        return None
    address = reverse("submissions:inputs", args=[dialogue.pk])
    if box.opened_at is None:
        until = rules.deadline(dialogue, box)
        if until is None or now < until:
            return None
        verdict = rules.may_open(actor, dialogue, box, sent, now)
        state = ngettext("%(count)s written input is sealed.", "%(count)s written inputs are sealed.", sent) % {"count": sent}  # fmt: skip
        return NextStep(state, _("Open the written input"), url=address if verdict else "", reason=verdict.reason)
    if box.published_at is None:
        verdict = rules.may_publish(actor, dialogue, box)
        return NextStep(
            _("The written input is opened."), _("Write the synthesis and publish"), url=address if verdict else "", reason=verdict.reason,
        )  # fmt: skip
    return None
