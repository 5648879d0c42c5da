"""Suppliers that wrote and did not send are reminded before the deadline; whoever carries the dialogue out is asked to open what came."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.dialogues.actions import hold
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.dialogues.states import DialogueState
from nybrott.journal.actions import record
from nybrott.people.models import Membership
from nybrott.submissions import letters
from nybrott.submissions.models import Answer, Box, Submission
from nybrott.submissions.states import SubmissionState

BEFORE = timedelta(days=2)  # the deadline
KIND, TASK = "submissions.box", "open_input"


def remind_of_drafts(*, now: datetime) -> int:
    """Write, once, to those who speak for a supplier that has written something and not sent it, two days before the deadline; gives how many letters.

    That a supplier has a draft is nobody else's business: whoever reads the outbox sees that there is a receiver, not who.
    """
    soon = Box.objects.filter(
        opened_at=None, opens_at__gt=now, opens_at__lte=now + BEFORE, dialogue__state=DialogueState.OPEN
    )
    return sum(_remind(box.dialogue, now) for box in soon.select_related("dialogue"))


@transaction.atomic
def _remind(dialogue: Dialogue, now: datetime) -> int:
    held = hold(dialogue)
    box = Box.objects.select_related("dialogue__organisation").get(dialogue=held)
    written = Exists(Answer.objects.filter(submission=OuterRef("pk")))
    drafts = box.submissions.exclude(state=SubmissionState.SENT).filter(written, reminded_at=None, supplier__left_at=None)  # fmt: skip
    suppliers = list(drafts.values_list("supplier_id", flat=True))
    people = Representative.objects.filter(
        supplier__in=suppliers, confirmed_at__isnull=False, keep_until__gte=now.date()
    ).select_related("supplier")
    laid = [letters.draft_waits(box, one) for one in people.order_by("pk")]
    Submission.objects.filter(supplier__in=suppliers).update(reminded_at=now)
    if laid:
        host = system(held.organisation.name, held.organisation_id)
        record(actor=host, verb="submissions.reminded", thing=box, at=now, facts={"letters": len(laid)}, letters=laid)
    return len(laid)


def ask_to_open(*, now: datetime) -> int:
    """Give, once, the task to open a box whose time has come and in which something was sent; gives how many tasks."""
    sent = Exists(Submission.objects.filter(box=OuterRef("pk"), state=SubmissionState.SENT))
    due = Box.objects.filter(sent, opened_at=None, asked_at=None, opens_at__lte=now).exclude(
        dialogue__state__in=[DialogueState.DRAFT, DialogueState.CALLED_OFF]
    )
    return sum(_ask(box.dialogue, now) for box in due.select_related("dialogue"))


@transaction.atomic
def _ask(dialogue: Dialogue, now: datetime) -> int:
    held = hold(dialogue)
    box = Box.objects.select_related("dialogue").get(dialogue=held)
    if box.asked_at is not None or box.opened_at is not None:
        return 0
    Box.objects.filter(pk=box.pk).update(asked_at=now)
    current = Membership.objects.current().filter(organisation=held.organisation_id, user__is_active=True)
    leads = held.posts.filter(kind="leads", user__in=current.values("user")).order_by("pk").first()
    with override(held.language):
        title = _("Open the written input to a market dialogue")
        why = _("The deadline is over. All of it is opened at once.")
    give_task(
        actor=system(held.organisation.name, held.organisation_id), title=title, why=why, word=TASK, now=now,
        about=About(KIND, str(box.pk), held.title, reverse("submissions:inputs", args=[held.pk])),
        to_user=leads.user_id if leads else None, to_role="" if leads else "buyer",
    )  # fmt: skip
    return 1


def done_opening(actor: Actor, box: Box, now: datetime) -> None:
    """The task to open it is done."""
    finish_tasks_about(actor=actor, kind=KIND, ref=str(box.pk), word=TASK, now=now)
