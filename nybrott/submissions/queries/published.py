"""What everyone may read of written input."""

from django.db.models import Prefetch, QuerySet

from nybrott.dialogues.models import Dialogue
from nybrott.submissions.models import Answer, Attachment, Submission, Synthesis
from nybrott.submissions.states import Part, SubmissionState


def published(dialogue: Dialogue) -> QuerySet[Submission]:
    """The inputs everyone may read, with their open answers and files."""
    files = Prefetch("files", Attachment.objects.filter(part=Part.OPEN), to_attr="open_files")
    answers = Prefetch("answers", Answer.objects.prefetch_related(files).order_by("place", "pk"))
    found = Submission.objects.published().filter(box__dialogue=dialogue)
    return found.select_related("supplier").prefetch_related(answers).order_by("number")


def published_files(dialogue: Dialogue) -> QuerySet[Attachment]:
    """The files of open parts everyone may read."""
    inputs = Submission.objects.published().filter(box__dialogue=dialogue)
    files = Attachment.objects.filter(answer__submission__in=inputs, part=Part.OPEN)
    return files.select_related("answer__submission__box__dialogue")


def published_syntheses(dialogue: Dialogue) -> QuerySet[Synthesis]:
    """The syntheses everyone may read, by question."""
    return Synthesis.objects.filter(dialogue=dialogue, published_at__isnull=False)


def kept_back(dialogue: Dialogue) -> QuerySet[Submission]:
    """The inputs whose open part is kept back, each with its reason."""
    sent = Submission.objects.filter(box__dialogue=dialogue, state=SubmissionState.SENT, number__isnull=False)
    return sent.exclude(kept_back="").order_by("number")
