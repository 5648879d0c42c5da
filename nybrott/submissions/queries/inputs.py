"""Input as its supplier meets it, and as it is read once it is opened."""

import re
from dataclasses import dataclass, field
from hashlib import sha256

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue, MarketQuestion, Representative
from nybrott.submissions.models import Answer, Attachment, Box, Submission, shelf
from nybrott.submissions.queries.boxes import box_of
from nybrott.submissions.queries.own import OwnAnswer, own_answer
from nybrott.submissions.states import Part
from nybrott.ui.formats import language

OTHER = "other"
CITED = re.compile(r"\[(\d{1,4}(?:\s*,\s*\d{1,4})*)\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Secret:
    """The trade secret of one answer, as it is shown after the reading is written down: question, reason, words, files by number and name."""

    asked: str
    reason: str
    text: str
    files: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and where in the input it stands. `number` counts from 1."""

    key: str
    number: int
    text: str
    language: str
    question: MarketQuestion | None = None
    own: OwnAnswer | None = None

    @property
    def answered(self) -> bool:
        """Whether there is anything in the answer."""
        return self.own is not None and not self.own.is_empty


@dataclass(frozen=True, slots=True)
class Mine:
    """All that a supplier has of its input."""

    representative: Representative
    dialogue: Dialogue
    box: Box | None
    submission: Submission | None
    asked: list[Asked] = field(default_factory=list)

    @property
    def answers(self) -> list[OwnAnswer]:
        """What is answered, in the order of the questions."""
        return [one.own for one in self.asked if one.own is not None and one.answered]

    def of(self, key: str) -> Asked | None:
        """The question of a key."""
        return next((one for one in self.asked if one.key == key), None)

    def at(self, number: int) -> Asked | None:
        """The question of a number."""
        return self.asked[number - 1] if 1 <= number <= len(self.asked) else None


def asked(dialogue: Dialogue) -> list[Asked]:
    """What a dialogue asks now, in the reader's language where it is written in it; last, what nobody asked."""
    found = []
    for number, one in enumerate(dialogue.questions.all(), 1):
        english = bool(one.text_en) and language() == "en"
        found.append(
            Asked(
                f"q{one.pk}", number, one.text_en if english else one.text, "en" if english else dialogue.language, one
            )
        )
    return [*found, Asked(OTHER, len(found) + 1, _("Anything else you want to tell"), language())]


def mine(representative: Representative) -> Mine:
    """The input of a person's supplier, opened for it. A question that is no longer asked keeps its answer. Raises `KeyLost`."""
    supplier = representative.supplier
    dialogue = supplier.dialogue
    box = box_of(dialogue)
    submission = (
        Submission.objects.filter(supplier=supplier).select_related("open_entry", "secret_entry", "sent_by").first()
    )
    if box is None or submission is None:
        return Mine(representative, dialogue, box, None, asked(dialogue))
    submission.box = box
    held = {one.key: own_answer(box, one) for one in submission.answers.prefetch_related("files")}
    now = [
        Asked(one.key, one.number, one.text, one.language, one.question, held.pop(one.key, None))
        for one in asked(dialogue)
    ]
    gone = [
        Asked(key, len(now) + number, own.answer.asked, dialogue.language, None, own)
        for number, (key, own) in enumerate(held.items(), 1)
    ]
    return Mine(representative, dialogue, box, submission, now + gone)


def opened_answers(actor: Actor, dialogue: Dialogue, key: str) -> QuerySet[Answer]:
    """Answers to a question with their open parts, by the number of the input; those that are empty are left out."""
    found = Answer.objects.visible_to(actor).filter(submission__box__dialogue=dialogue, key=key)
    has_file = Exists(Attachment.objects.filter(answer=OuterRef("pk"), part=Part.OPEN))
    files = Prefetch("files", Attachment.objects.filter(part=Part.OPEN), to_attr="open_files")
    found = found.filter(~Q(text="") | Q(secret=True) | has_file).select_related("submission__supplier")
    return found.prefetch_related(files).order_by("submission__number")


def opened(actor: Actor, dialogue: Dialogue) -> QuerySet[Submission]:
    """Inputs somebody sees, by number, each with whether it `has_secret`."""
    secret = Exists(Answer.objects.filter(submission=OuterRef("pk"), secret=True))
    found = Submission.objects.visible_to(actor).filter(box__dialogue=dialogue).annotate(has_secret=secret)
    return found.select_related("supplier").order_by("number")


def asked_ever(dialogue: Dialogue) -> list[Asked]:
    """Questions as they are now, and those that were answered and are no longer asked."""
    now = asked(dialogue)
    gone = Answer.objects.filter(submission__box__dialogue=dialogue, submission__number__isnull=False)
    more = dict(gone.exclude(key__in=[one.key for one in now]).order_by("key").values_list("key", "asked").distinct())
    return now + [Asked(key, len(now) + n, text, dialogue.language) for n, (key, text) in enumerate(more.items(), 1)]


def cited_numbers(text: str) -> list[int]:
    """The numbers of inputs a synthesis cites, each once, in order: [3], [1, 4]."""
    found = (int(one) for match in CITED.finditer(text) for one in match.group(1).split(","))
    return sorted(set(found))


def digest_of_text(text: str) -> str:
    """The SHA-256 of a text, as the ledger holds it."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def open_bytes(file: Attachment) -> bytes:
    """The bytes of a file in an open part, once the box is opened. Raises `StillSealed`, `KeyLost`, `FileNotFoundError`."""
    if file.part != Part.OPEN:
        raise ValueError("a secret file is read by an action, that writes it down")
    box = file.answer.submission.box
    with shelf().open(file.lies) as sealed:
        return box.for_us(sealed.read(), file.sealed_place("bytes"))
