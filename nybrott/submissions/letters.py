"""Letters to those who sent written input, each in its receiver's language. Nothing of what they wrote stands in them."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.dialogues.models import Representative
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.submissions.models import Box, Submission
from nybrott.submissions.rules import moment_said

KINDS = {
    "submissions.receipt": LetterKind(gettext_lazy("Receipts for written input"), at_once=True),
    "submissions.withdrawn": LetterKind(gettext_lazy("Written input was withdrawn"), at_once=True),
    "submissions.draft_waits": LetterKind(
        gettext_lazy("Reminders to send written input"), at_once=True, readable=False, veiled=True
    ),
}


def _page(box: Box) -> str:
    """Where everyone finds the dialogue, and who takes part asks for a new link."""
    return f"{settings.ADDRESS}{reverse('dialogues:public', args=[box.dialogue.slug])}"


def receipt(submission: Submission) -> NewLetter:
    """It has come in: when, and where it stands in the ledger."""
    to = submission.sent_by
    if to is None or submission.sent_at is None:
        raise ValueError("nobody sent this")
    with override(to.language):
        said = {
            "dialogue": submission.box.dialogue, "sent": moment_said(submission.sent_at), "opens": moment_said(submission.box.opens_at),
            "entries": [one for one in (submission.open_entry, submission.secret_entry) if one], "to": to, "url": _page(submission.box),
        }  # fmt: skip
        subject = _("Your written input has come in: “%(title)s”") % {"title": submission.box.dialogue.title}
        body = render_to_string("submissions/letters/receipt.txt", said)
    return NewLetter("submissions.receipt", to.email, subject, body, to_name=to.name, language=to.language)


def withdrawn(submission: Submission, to: Representative, at: datetime) -> NewLetter:
    """It is withdrawn, and until when it can be sent again."""
    with override(to.language):
        said = {
            "dialogue": submission.box.dialogue, "at": moment_said(at), "opens": moment_said(submission.box.opens_at), "to": to, "url": _page(submission.box),
        }  # fmt: skip
        subject = _("Your written input is withdrawn: “%(title)s”") % {"title": submission.box.dialogue.title}
        body = render_to_string("submissions/letters/withdrawn.txt", said)
    return NewLetter("submissions.withdrawn", to.email, subject, body, to_name=to.name, language=to.language)


def draft_waits(box: Box, to: Representative) -> NewLetter:
    """Something is written and not sent, and the deadline comes."""
    with override(to.language):
        said = {"dialogue": box.dialogue, "opens": moment_said(box.opens_at), "to": to, "url": _page(box)}
        subject = _("Not sent yet: your written input to “%(title)s”") % {"title": box.dialogue.title}
        body = render_to_string("submissions/letters/draft_waits.txt", said)
    return NewLetter("submissions.draft_waits", to.email, subject, body, to_name=to.name, language=to.language)
