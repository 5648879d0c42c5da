"""Until when a supplier may write, send and withdraw, and the sentence it meets when not."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues import rules as dialogues
from nybrott.dialogues.models import Dialogue, Supplier
from nybrott.submissions.models import Answer, Box, Submission
from nybrott.submissions.states import SubmissionState
from nybrott.ui.formats import moment

MOST_FILES = 5  # of an answer
MOST_MEGABYTES = 60  # of all files of an input


def deadline(dialogue: Dialogue, box: Box | None) -> datetime | None:
    """Until when input is taken and before when nothing is opened; None when the dialogue asks for none. Never earlier than suppliers were told when they began."""
    if box is None or dialogue.input_until is None:
        return box.opens_at if box else dialogue.input_until
    return max(box.opens_at, dialogue.input_until)


def moment_said(at: datetime) -> str:
    """A moment on the local clock. In the hour that comes twice, when summer time ends, how far it is from UTC is said too."""
    local = timezone.localtime(at)
    said = moment(at)
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return said
    hours = (local.utcoffset() or timedelta()) // timedelta(hours=1)
    return _("%(moment)s (UTC+%(hours)s, %(utc)s UTC)") % {
        "moment": said, "hours": hours, "utc": at.astimezone(UTC).strftime("%H:%M"),
    }  # fmt: skip


def may_give(dialogue: Dialogue, box: Box | None, now: datetime) -> Verdict:
    """Write, send and withdraw input in a dialogue now. The deadline itself is too late."""
    until = deadline(dialogue, box)
    if until is None:
        return no(_("This dialogue does not ask for written input."))
    if box is not None and box.opened_at is not None:
        return no(_("The written input was opened %(moment)s. Nothing more is accepted, and nothing can be withdrawn.") % {"moment": moment_said(box.opened_at)})  # fmt: skip
    if now >= until:
        return no(
            _("Written input was accepted until %(until)s. It is now %(now)s: anything sent now is too late and is not accepted, so that everyone has had the same time.")
            % {"until": moment_said(until), "now": moment_said(now)}
        )  # fmt: skip
    return dialogues.takes_part(dialogue)


def may_change(
    supplier: Supplier, submission: Submission | None, dialogue: Dialogue, box: Box | None, now: datetime
) -> Verdict:
    """Write in it: until the deadline, not while it is sent, and not by a supplier that has left the dialogue."""
    if supplier.left_at is not None:
        return no(_("You have left this dialogue, and nothing more is accepted from you. You can still withdraw what you sent."))  # fmt: skip
    if submission is not None and submission.state == SubmissionState.SENT:
        return no(_("Your input is sent. Withdraw it to change it, and send it again before the deadline."))
    return may_give(dialogue, box, now)


def may_send(
    supplier: Supplier, submission: Submission | None, answers: list[Answer], dialogue: Dialogue, now: datetime
) -> Verdict:
    """Send it: something must be written."""
    if not (allowed := may_change(supplier, submission, dialogue, submission.box if submission else None, now)):
        return allowed
    return YES if answers else no(_("Nothing is written yet."))


def may_withdraw(submission: Submission | None, dialogue: Dialogue, now: datetime) -> Verdict:
    """Withdraw what was sent, until the deadline."""
    if submission is None or submission.state != SubmissionState.SENT:
        return no(_("There is nothing sent to withdraw."))
    return may_give(dialogue, submission.box, now)


def no_file(held: int, megabytes: float) -> Verdict:
    """Whether one more file has room: beside the `held` ones of its answer, `megabytes` with it in all."""
    if held >= MOST_FILES:
        return no(_("An answer can have at most %(most)s files. Remove one first.") % {"most": MOST_FILES})
    if megabytes > MOST_MEGABYTES:
        return no(_("All files together may be at most %(most)s MB.") % {"most": MOST_MEGABYTES})
    return YES
