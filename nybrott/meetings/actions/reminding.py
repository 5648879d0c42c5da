"""Suppliers are reminded of meetings and of minutes that wait for their yes; whoever carries the dialogue out is asked for minutes that are missing.

Each of these is said once. What was reminded of stands on the row, so a job that was stopped goes on where it was.
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.dialogues.models import Dialogue
from nybrott.journal.actions import record
from nybrott.meetings import letters, queries
from nybrott.meetings.models import Minutes, Slot
from nybrott.people.models import Membership

KIND, WRITE, APPROVED = "meetings.slot", "write_minutes", "get_minutes_approved"


def remind_of_meetings(*, now: datetime) -> int:
    """Write to those who speak for a supplier the day before its meeting; gives how many letters."""
    return sum(_remind(pk, now) for pk in list(queries.to_remind(now).values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, now: datetime) -> int:
    held = queries.to_remind(now).filter(pk=pk).select_for_update(of=("self",), no_key=True)
    slot = held.select_related("round__dialogue__organisation", "supplier").first()
    if slot is None or slot.supplier is None:
        return 0  # given up, or reminded of, in the meantime
    Slot.objects.filter(pk=pk).update(reminded_at=now)
    laid = letters.tomorrow(slot, now)
    if laid:
        record(actor=_host(slot), verb="meetings.reminded", thing=slot, at=now, facts={"supplier": slot.supplier.name}, letters=laid)  # fmt: skip
    return len(laid)


def ask_for_minutes(*, now: datetime) -> int:
    """Give the task to write minutes that are missing three days after a meeting; gives how many tasks."""
    return sum(_ask(pk, now) for pk in list(queries.unwritten(now).values_list("pk", flat=True)))


@transaction.atomic
def _ask(pk: int, now: datetime) -> int:
    held = Slot.objects.filter(pk__in=queries.unwritten(now).filter(pk=pk).values("pk"))
    slot = held.select_for_update(of=("self",), no_key=True).select_related("round__dialogue__organisation", "supplier").first()  # fmt: skip
    if slot is None:
        return 0
    Slot.objects.filter(pk=pk).update(asked_at=now)
    with override(slot.round.dialogue.language):
        _give(slot, WRITE, _("Write the minutes of a meeting with a supplier"), _("The meeting was held, and the supplier has not received the minutes."), now)  # fmt: skip
    return 1


def ask_for_approval(*, now: datetime) -> int:
    """Remind suppliers of minutes they have not answered for a week, and give our own the task to ask; gives how many minutes."""
    return sum(_ask_supplier(pk, now) for pk in list(queries.unanswered(now).values_list("pk", flat=True)))


@transaction.atomic
def _ask_supplier(pk: int, now: datetime) -> int:
    found = queries.unanswered(now).filter(pk=pk).select_for_update(of=("self",), no_key=True)
    minutes = found.select_related("slot__round__dialogue__organisation", "slot__supplier").first()
    if minutes is None or minutes.slot.supplier is None:
        return 0
    slot = minutes.slot
    Minutes.objects.filter(pk=pk).update(asked_at=now)
    with override(slot.round.dialogue.language):
        _give(slot, APPROVED, _("A supplier has not approved the minutes of its meeting"), _("It has been reminded. Until it approves them, none of them is published: ask, or change them and send them again."), now)  # fmt: skip
    laid = letters.minutes_wait(minutes, now)
    if laid:
        record(actor=_host(slot), verb="meetings.asked_to_approve", thing=minutes, at=now, letters=laid)
    return 1


def _give(slot: Slot, word: str, title: str, why: str, now: datetime) -> None:
    """A task about a meeting: for whoever writes the minutes, else leads the dialogue, else for all buyers."""
    dialogue = slot.round.dialogue
    user = _writes(dialogue)
    give_task(
        actor=_host(slot), title=title, why=why, word=word, now=now,
        about=About(KIND, str(slot.pk), f"{slot.supplier}, {slot}: {dialogue.title}", reverse("meetings:minutes", args=[dialogue.pk, slot.pk])),
        to_user=user, to_role="" if user else "buyer",
    )  # fmt: skip


def _writes(dialogue: Dialogue) -> int | None:
    current = Membership.objects.current().filter(organisation=dialogue.organisation_id, user__is_active=True)
    posts = dialogue.posts.filter(kind__in=("writes", "leads"), user__in=current.values("user"))
    # "writes" comes after "leads" in the alphabet
    return posts.order_by("-kind", "pk").values_list("user_id", flat=True).first()


def _host(slot: Slot) -> Actor:
    organisation = slot.round.dialogue.organisation
    return system(organisation.name, organisation.pk)


def done_writing(actor: Actor, slot: Slot, now: datetime) -> None:
    """The minutes are sent: nobody need be asked for them, nor for the answer to those before."""
    finish_tasks_about(actor=actor, kind=KIND, ref=str(slot.pk), now=now)


def done_approving(actor: Actor, slot: Slot, now: datetime) -> None:
    """The supplier has answered."""
    finish_tasks_about(actor=actor, kind=KIND, ref=str(slot.pk), word=APPROVED, now=now)
