"""The opening: once, for all at once, after the deadline. With a supplier's own page the only place that reads what is sealed."""

import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import Dialogue
from nybrott.journal.actions import record
from nybrott.submissions import rules
from nybrott.submissions.actions.reminding import done_opening
from nybrott.submissions.actions.writing import keep_box
from nybrott.submissions.models import Answer, Box, KeyLost, Submission
from nybrott.submissions.states import Part, SubmissionState

MOST_ABOUT = 500  # things one entry of a ledger may name


@transaction.atomic
def open_input(*, actor: Actor, dialogue: Dialogue, now: datetime) -> int:
    """Open all that was sent, and number it by when it came; gives how many. Open parts can be read from now on. Trade secrets stay encrypted, and drafts that were
    never sent stay sealed for good."""
    held = hold(dialogue)
    box = Box.objects.filter(dialogue=held).first()
    sent = list(box.submissions.filter(state=SubmissionState.SENT).order_by("sent_at", "pk")) if box else []
    insist(rules.may_open(actor, held, box, len(sent), now))
    if box is None:  # the rule has said no to this already
        raise Refused(_("No supplier sent written input."))
    box.dialogue = held
    box = keep_box(held, box)
    try:
        box.insist_on_key()
    except KeyLost:
        raise Refused(_("This site has a different secret from the one this input was sealed with, so it cannot be opened. Those who run the site have to put the old one back (NYBROTT_SEALING_SECRET).")) from None  # fmt: skip
    box.opened_at, box.opened_by_id = now, actor.user_id
    box.save(update_fields=["opened_at", "opened_by"])
    damaged = 0
    for number, submission in enumerate(sent, 1):
        submission.number = number
        submission.save(update_fields=["number"])
        damaged += sum(_open(box, answer) for answer in submission.answers.prefetch_related("files"))
    _enter(held, sent, actor, now)
    done_opening(actor, box, now)
    record(actor=actor, verb="submissions.opened", thing=box, at=now, facts={"inputs": len(sent), "damaged": damaged})
    return len(sent)


def _open(box: Box, answer: Answer) -> bool:
    """The open part of an answer becomes readable; of the secret part only that there is one. One that was changed since it was sealed is marked (True),
    and hinders no other."""
    files = list(answer.files.all())
    try:
        said = json.loads(box.for_us(answer.sealed_open or b"", answer.sealed_place(Part.OPEN)))
        secret = json.loads(box.for_us(answer.sealed_secret or b"", answer.sealed_place(Part.SECRET)))
        for file in files:
            if file.part == Part.OPEN:
                about = json.loads(box.for_us(file.sealed_about, file.sealed_place("about")))
                file.name, file.kind, file.sha256 = about["name"], about["kind"], about["sha256"]
                file.save(update_fields=["name", "kind", "sha256"])
    except KeyLost:
        answer.damaged = True
        answer.save(update_fields=["damaged"])
        return True
    answer.text, answer.reason = said["text"], said["reason"]
    answer.secret = bool(secret["text"]) or any(file.part == Part.SECRET for file in files)
    answer.sealed_open = None
    answer.save(update_fields=["text", "reason", "secret", "sealed_open"])
    return False


def _enter(dialogue: Dialogue, sent: list[Submission], actor: Actor, now: datetime) -> None:
    things = [one.thing for one in sent] + [one.secret_thing for one in sent if one.secret_entry_id]
    with override(dialogue.language):
        title = _("Written input opened")
    for first in range(0, len(things), MOST_ABOUT):
        enter(
            dialogue=dialogue, kind="opening", thing="opening", title=title, taker="us", at=now, now=now, about=tuple(things[first : first + MOST_ABOUT]),
            people=actor.name,
        )  # fmt: skip
