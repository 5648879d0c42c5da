"""What was read out of the input is written, and open parts and syntheses are published for everyone at once."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import Dialogue
from nybrott.journal.actions import record
from nybrott.submissions import rules
from nybrott.submissions.models import Answer, Box, Submission, Synthesis
from nybrott.submissions.queries import Asked, box_of, cited_numbers, digest_of_text
from nybrott.submissions.states import SubmissionState


class Rewritten(Exception):
    """Somebody else wrote the synthesis in the meantime; `text` is what it says now."""

    def __init__(self, text: str) -> None:
        super().__init__("somebody else wrote it")
        self.text = text


@transaction.atomic
def write_synthesis(
    *, actor: Actor, dialogue: Dialogue, asked: Asked, text: str, seen: str | None = None, now: datetime
) -> Synthesis:
    """Write what was read out of the answers to a question. It cites at least one input, and only those that answered. What was published stays so until this is.

    `seen` is what stood there when its writer began (as `digest_of_text`; None for whatever it was); raises `Rewritten` when somebody else wrote since.
    """
    held = hold(dialogue)
    insist(rules.may_write_synthesis(actor, held, box_of(held)))
    stands = Synthesis.objects.filter(dialogue=held, key=asked.key).values_list("text", flat=True).first() or ""
    if seen is not None and digest_of_text(stands) != seen and stands != text.strip():
        raise Rewritten(stands)
    numbers = cited_numbers(text)
    answers = Answer.objects.filter(submission__box__dialogue=held, key=asked.key)
    cited = list(answers.filter(submission__number__in=numbers).select_related("submission"))
    if not numbers:
        raise Refused(_("Name at least one input that it rests on, by its number in brackets: [3]."))
    if strange := sorted(set(numbers) - {one.submission.number or 0 for one in cited}):
        raise Refused(_("No input with this number answers the question: %(numbers)s.") % {"numbers": ", ".join(map(str, strange))})  # fmt: skip
    said = {
        "question": asked.question, "place": asked.number, "asked": asked.question.text if asked.question else "", "text": text.strip(),
        "written_by_id": actor.user_id, "written_at": now,
    }  # fmt: skip
    made, _new = Synthesis.objects.update_or_create(dialogue=held, key=asked.key, defaults=said)
    made.cites.set(cited)
    record(actor=actor, verb="submissions.synthesis_written", thing=made, at=now)
    return made


@transaction.atomic
def publish_input(*, actor: Actor, dialogue: Dialogue, now: datetime) -> int:
    """Publish every open part that is not kept back, and every synthesis that has changed since; gives how many pieces are new."""
    held = hold(dialogue)
    box = box_of(held)
    insist(rules.may_publish(actor, held, box))
    if box is None:  # the rule has said no to this already
        raise Refused(_("The input must be opened first."))
    inputs = box.submissions.filter(state=SubmissionState.SENT, number__isnull=False, published_at__isnull=True, kept_back="")  # fmt: skip
    new = list(inputs.select_related("supplier", "open_entry").exclude(open_entry=None).order_by("number"))
    texts = list(Synthesis.objects.filter(dialogue=held).exclude(published_text=F("text")))
    for one in new:
        _publish(held, one, now)
    for text in texts:
        _publish_synthesis(held, text, now)
    if box.published_at is None:
        Box.objects.filter(pk=box.pk).update(published_at=now)
    if new or texts:
        record(actor=actor, verb="submissions.published", thing=box, at=now, facts={"inputs": len(new), "syntheses": len(texts)})  # fmt: skip
    return len(new) + len(texts)


def _publish(dialogue: Dialogue, one: Submission, now: datetime) -> None:
    one.published_at = now
    one.save(update_fields=["published_at"])
    private = (one.open_entry.private if one.open_entry else None) or {}
    with override(dialogue.language):
        title = _("Open part of written input no. %(number)s") % {"number": one.number}
    enter(dialogue=dialogue, kind="published", thing=f"o{one.pk}", title=title, at=now, now=now, about=(one.thing,), content=private.get("content", ""))  # fmt: skip


def _publish_synthesis(dialogue: Dialogue, one: Synthesis, now: datetime) -> None:
    one.published_at, one.published_text = now, one.text
    one.save(update_fields=["published_at", "published_text"])
    with override(dialogue.language):
        title = _("Synthesis of written input: %(question)s") % {"question": one.asked or _("Anything else")}
    about = tuple(f"i{pk}" for pk in one.cites.order_by("submission__number").values_list("submission_id", flat=True))
    enter(dialogue=dialogue, kind="published", thing=f"y{one.pk}", title=title, at=now, now=now, about=about[:500], content=digest_of_text(one.text))  # fmt: skip


@transaction.atomic
def keep_back(*, actor: Actor, submission: Submission, reason: str, now: datetime) -> Submission:
    """Keep an open part from being published, or take it off again, with the reason everyone reads; without a reason it may be published (again)."""
    dialogue = hold(submission.box.dialogue)
    insist(rules.may_publish(actor, dialogue, submission.box))
    submission.kept_back = reason.strip()
    submission.published_at = None
    submission.save(update_fields=["kept_back", "published_at"])
    verb = "submissions.kept_back" if submission.kept_back else "submissions.let_out"
    record(actor=actor, verb=verb, thing=submission, at=now, facts={"reason": submission.kept_back})
    return submission
