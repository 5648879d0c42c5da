"""A supplier writes its input: answer by answer, saved as it goes, encrypted before it is saved.

What is saved is not sent and nobody of ours can tell that it is there, so none of it goes into the journal: the house journals who changed what, and a draft is the
supplier's own until it sends it. Sending and withdrawing are journalled.
"""

import io
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import IO
from unicodedata import normalize

from django.db import transaction
from django.db.models import Sum

from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions.uploads import MOST_BYTES, tidy_name
from nybrott.dialogues.actions import hold
from nybrott.dialogues.models import Dialogue, MarketQuestion, Representative
from nybrott.sources import Unreadable, cleaned
from nybrott.submissions import rules
from nybrott.submissions.models import Answer, Attachment, Box, Submission, shelf
from nybrott.submissions.queries import Asked, Told, own_answer
from nybrott.submissions.states import Part, SubmissionState

MOST_REASON = 500  # signs, see `models.Answer`


class Overtaken(Exception):
    """Somebody else of the supplier saved the same answer in the meantime; `told` is what it says now, `version` its number."""

    def __init__(self, told: Told, version: int) -> None:
        super().__init__(version)
        self.told, self.version = told, version


@transaction.atomic
def save_answer(*, representative: Representative, asked: Asked, told: Told, version: int, now: datetime) -> Answer:
    """Keep what is said to a question. `version` is the one that was changed; raises `Overtaken` when there is a later one."""
    submission = _held(representative, now)
    answer = _answer(submission, asked, now)
    if answer.version != version:
        raise Overtaken(own_answer(submission.box, answer).told, answer.version)
    _seal(submission.box, answer, told)
    answer.version, answer.saved_at = version + 1, now
    answer.asked, answer.place, answer.question = _asked(asked) or answer.asked, asked.number, _still(asked)
    answer.save()
    _written(submission)
    return answer


@transaction.atomic
def add_file(
    *, representative: Representative, asked: Asked, file: IO[bytes], name: str, part: str, now: datetime
) -> Attachment:
    """Keep a file in a part of an answer. Raises `Unreadable` when it is not taken: larger than 20 MB, or not what it says it is."""
    size = file.seek(0, 2)
    if size > MOST_BYTES:
        raise Unreadable("too-large")
    submission = _held(representative, now)
    answer = _answer(submission, asked, now)
    held = Attachment.objects.filter(answer__submission=submission)
    total = (held.aggregate(total=Sum("size"))["total"] or 0) + size
    insist(rules.no_file(answer.files.count(), total / 1024 / 1024))
    kind, clean = cleaned(file)
    clean.seek(0)
    plain = clean.read(MOST_BYTES + 1)
    if len(plain) > MOST_BYTES:
        raise Unreadable("too-large")
    made = Attachment(answer=answer, part=Part(part), size=len(plain), added_at=now)
    about = {"name": tidy_name(name, kind), "kind": kind.word, "sha256": sha256(plain).hexdigest()}
    box = submission.box
    made.sealed_about = box.seal(about, made.sealed_place("about"))
    sealed = box.seal_bytes(plain, made.sealed_place("bytes"))
    made.lies, _size = shelf().put(io.BytesIO(sealed), len(sealed))
    made.save()
    _written(submission)
    return made


@transaction.atomic
def remove_file(*, representative: Representative, uid: str, now: datetime) -> None:
    """Take a file away again; its bytes are deleted."""
    submission = _held(representative, now)
    file = Attachment.objects.filter(answer__submission=submission, uid=uid).first()
    if file is not None:
        file.delete()
        transaction.on_commit(partial(shelf().forget, file.lies))
        _written(submission)


@transaction.atomic
def throw_away(*, representative: Representative, now: datetime) -> None:
    """Throw away all that was written and is not sent."""
    submission = _held(representative, now)
    lying = list(Attachment.objects.filter(answer__submission=submission).values_list("lies", flat=True))
    submission.answers.all().delete()
    for one in lying:
        transaction.on_commit(partial(shelf().forget, one))
    _written(submission)


def _held(representative: Representative, now: datetime) -> Submission:
    """The input of the supplier, made when there is none, held with its dialogue until the transaction ends."""
    supplier = representative.supplier
    dialogue = hold(supplier.dialogue)
    supplier.refresh_from_db(fields=["left_at"])
    submission = Submission.objects.filter(supplier=supplier).select_related("box__dialogue").first()
    box = submission.box if submission else Box.objects.filter(dialogue=dialogue).first()
    insist(rules.may_change(supplier, submission, dialogue, box, now))
    box = keep_box(dialogue, box)
    if submission is None:
        submission = Submission.objects.create(box=box, supplier=supplier, begun_at=now)
    submission.box = box
    return submission


def keep_box(dialogue: Dialogue, box: Box | None) -> Box:
    """The box with its time as the dialogue has it, when that is later; made when there is none."""
    until = rules.deadline(dialogue, box)
    if until is None:  # the rule has said no to this already
        raise Refused("no deadline")
    if box is None:
        box = Box.made(dialogue, until)
        box.save()
    elif box.opens_at != until:
        box.opens_at = until
        box.save(update_fields=["opens_at"])
    return box


def _answer(submission: Submission, asked: Asked, now: datetime) -> Answer:
    found = submission.answers.prefetch_related("files").filter(key=asked.key).first()
    if found is None:
        found = Answer(submission=submission, key=asked.key, question=_still(asked), place=asked.number, asked=_asked(asked), saved_at=now)  # fmt: skip
        _seal(submission.box, found, Told())
        found.save()
    return found


def _still(asked: Asked) -> MarketQuestion | None:
    """The question, unless it was taken away since the page was opened. The dialogue is held, so it stays."""
    return MarketQuestion.objects.filter(pk=asked.question.pk).first() if asked.question else None


def _asked(asked: Asked) -> str:
    """The question in the dialogue's own language."""
    return asked.question.text if asked.question else ""


def _seal(box: Box, answer: Answer, told: Told) -> None:
    text, secret, reason = (_kept(one) for one in (told.text, told.secret, told.reason))
    reason = reason[:MOST_REASON].strip()
    answer.sealed_open = box.seal({"text": text, "reason": reason}, answer.sealed_place(Part.OPEN))
    answer.sealed_secret = box.seal({"text": secret}, answer.sealed_place(Part.SECRET))


def _kept(text: str) -> str:
    """Words as the database will be able to hold them at the opening: nobody may be able to hinder it by what they write."""
    return normalize("NFC", text.encode("utf-8", "replace").decode().replace("\0", "")).strip()


def _written(submission: Submission) -> None:
    """What was withdrawn and is written in again is a draft."""
    if submission.state == SubmissionState.WITHDRAWN:
        submission.state = SubmissionState.DRAFT
        submission.save(update_fields=["state"])
