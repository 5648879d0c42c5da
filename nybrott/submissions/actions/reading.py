"""A trade secret is read: first it is written down who reads, then it is decrypted. Nothing of it is ever kept in the open."""

import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.actions import enter
from nybrott.journal.actions import record
from nybrott.submissions import rules
from nybrott.submissions.models import Answer, Attachment, KeyLost, SecretReading, Submission, shelf
from nybrott.submissions.queries import Secret
from nybrott.submissions.states import Part


@transaction.atomic
def read_secret(*, actor: Actor, submission: Submission, now: datetime) -> list[Secret]:
    """The trade secrets of an input, for those named for it. That they read stands in the journal and in the ledger, and the supplier sees it."""
    _noted(actor, submission, None, now)
    try:
        found = [
            _secret(submission, answer) for answer in submission.answers.filter(damaged=False).prefetch_related("files")
        ]
    except KeyLost:
        raise Refused(_("This site has a different secret from the one this input was sealed with, so it cannot be read.")) from None  # fmt: skip
    return [one for one in found if one.text or one.files]


@transaction.atomic
def fetch_secret_file(*, actor: Actor, file: Attachment, now: datetime) -> tuple[str, str, bytes]:
    """Name, kind and bytes of a file that is a trade secret; written down like a reading. Raises `FileNotFoundError`."""
    submission = file.answer.submission
    _noted(actor, submission, file, now)
    try:
        about = _about(submission, file)
        with shelf().open(file.lies) as sealed:
            return about[0], about[1], submission.box.for_us(sealed.read(), file.sealed_place("bytes"))
    except KeyLost:
        raise Refused(_("This site has a different secret from the one this input was sealed with, so it cannot be read.")) from None  # fmt: skip


def _noted(actor: Actor, submission: Submission, file: Attachment | None, now: datetime) -> None:
    insist(rules.may_read_secret(actor, submission))
    reading = SecretReading.objects.create(submission=submission, file=file, user_id=actor.user_id, read_at=now)
    dialogue = submission.box.dialogue
    with override(dialogue.language):
        title = _("A file with trade secrets was read") if file else _("Trade secrets were read")
    enter(
        dialogue=dialogue, kind="reading", thing=f"r{reading.pk}", title=title, taker="us", at=now, now=now, about=(submission.secret_thing,),
        people=actor.name,
    )  # fmt: skip
    record(actor=actor, verb="submissions.secret_read", thing=submission, at=now)


def _secret(submission: Submission, answer: Answer) -> Secret:
    said = json.loads(submission.box.for_us(answer.sealed_secret or b"", answer.sealed_place(Part.SECRET)))
    files = [(one.pk, _about(submission, one)[0]) for one in answer.files.all() if one.part == Part.SECRET]
    return Secret(answer.asked, answer.reason, said["text"], files)


def _about(submission: Submission, file: Attachment) -> tuple[str, str]:
    about = json.loads(submission.box.for_us(file.sealed_about, file.sealed_place("about")))
    return about["name"], about["kind"]
