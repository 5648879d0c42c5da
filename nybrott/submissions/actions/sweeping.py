"""What nobody sent is forgotten, and bytes that no file names are deleted."""

from datetime import datetime, timedelta

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.submissions.models import Attachment, Submission, shelf
from nybrott.submissions.states import SubmissionState

DRAFTS = timedelta(days=30)  # after the deadline; until then the supplier can still copy its text
LEAST_AGE = timedelta(days=1)  # of bytes that no file names: their upload may be under way


@transaction.atomic
def forget_drafts(*, actor: Actor, now: datetime) -> int:
    """Delete input that was never sent, a month after the deadline; gives how many. Not for the journal: nobody of ours knew of it."""
    old = Submission.objects.exclude(state=SubmissionState.SENT).filter(box__opens_at__lt=now - DRAFTS)
    count = old.count()
    old.delete()
    return count


def sweep_sealed(*, actor: Actor, now: datetime) -> int:
    """Delete the sealed bytes that no file names; gives how many."""
    kept, swept = shelf(), 0
    for name in kept.older_than((now - LEAST_AGE).timestamp()):
        if not Attachment.objects.filter(lies=name).exists():
            kept.forget(name)
            swept += 1
    return swept
