"""Promise feedback, write it and send it to everyone who took part; nag until it is sent; say whether it was worth the time."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.verdict import insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.feedback import letters, queries, rules
from nybrott.feedback.models import Message, Pledge, Worth
from nybrott.feedback.queries import Due
from nybrott.feedback.states import OUTCOMES, Promised, Told
from nybrott.journal.actions import record
from nybrott.people.models import Membership

THING = "dialogues.dialogue"


class Changed(Exception):
    """Somebody else changed the draft meanwhile; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a message tells; see `models.Message`."""

    kind: str
    text: str
    text_en: str = ""
    after: str = ""
    after_en: str = ""


@transaction.atomic
def promise(*, actor: Actor, dialogue: Dialogue, kind: str, due_on: date, now: datetime) -> Pledge:
    """Promise everyone feedback by a day; a later promise replaces an earlier one."""
    held = hold(dialogue)
    insist(rules.may_promise(actor, held, due_on, timezone.localdate(now)))
    made, _new = Pledge.objects.update_or_create(dialogue=held, kind=Promised(kind).value, defaults={"due_on": due_on, "given_by_id": actor.user_id, "given_at": now})  # fmt: skip
    finish_tasks_about(actor=actor, kind=THING, ref=str(held.pk), word=_task(kind), now=now)
    record(actor=actor, verb="feedback.promised", thing=held, at=now, facts={"day": due_on})
    return made


@transaction.atomic
def write_message(*, actor: Actor, dialogue: Dialogue, words: Words, version: int, now: datetime) -> Message:
    """Keep the draft; there is one at a time. `version`: of the draft the writer began with, 0 when there was none. Raises `Changed`."""
    held = hold(dialogue)
    insist(rules.may_tell(actor, held, words.kind))
    message = queries.draft_of(held) or Message(dialogue=held, version=0)
    if message.version != version:
        raise Changed
    message.kind, message.version = Told(words.kind).value, version + 1
    message.text, message.text_en = words.text.strip(), words.text_en.strip()
    message.after, message.after_en = words.after.strip(), words.after_en.strip()
    message.written_by_id, message.written_at = actor.user_id, now
    message.save()
    record(actor=actor, verb="feedback.written", thing=held, at=now)
    return message


@transaction.atomic
def drop_message(*, actor: Actor, dialogue: Dialogue, now: datetime) -> None:
    """Throw the draft away."""
    held = hold(dialogue)
    insist(rules.may_give_feedback(actor, held))
    held.messages.filter(sent_at=None).delete()
    record(actor=actor, verb="feedback.dropped", thing=held, at=now)


@transaction.atomic
def send_message(*, actor: Actor, message: Message, version: int, now: datetime) -> Message:
    """Send the draft to everyone who took part, at once; it stands on the public page and in the ledger, and never changes. Raises `Changed` when
    it is another by now than the one that was read."""
    dialogue = hold(message.dialogue)
    held = Message.objects.select_for_update().get(pk=message.pk)
    held.dialogue = dialogue
    insist(rules.may_send(actor, held))
    if held.version != version:
        raise Changed
    told = letters.to_everyone(held, now)
    held.sent_at, held.letters = now, len(told)
    held.save(update_fields=["sent_at", "letters"])
    if held.kind in OUTCOMES:
        dialogue.outcome, dialogue.outcome_at = held.text[:5_000], now
        dialogue.save(update_fields=["outcome", "outcome_at"])
    with override(dialogue.language):
        title = str(held.get_kind_display())
    enter(
        dialogue=dialogue, kind="outcome" if held.kind in OUTCOMES else "feedback", thing=f"feedback-{held.pk}", title=title, at=now, seen_at=now,
        now=now, content=sha256(f"{held.text}\n\n{held.after}".strip().encode()).hexdigest(),
    )  # fmt: skip
    kept = Promised.OUTCOME if held.kind in OUTCOMES else Promised.SUMMARY
    finish_tasks_about(actor=actor, kind=THING, ref=str(dialogue.pk), word=_task(kept), now=now)
    record(actor=actor, verb="feedback.sent", thing=dialogue, at=now, facts={"letters": len(told)}, letters=told)
    return held


@transaction.atomic
def say_worth(
    *, representative: Representative, worth: int, clear: int, fair: int, because: str, now: datetime
) -> Worth:
    """Whether the dialogue was worth their time; said anew, it replaces. Marks are 1 to 5."""
    dialogue = representative.supplier.dialogue
    insist(rules.may_say(dialogue))
    said = {
        "worth": worth,
        "clear": clear,
        "fair": fair,
        "because": because.strip(),
        "said_at": now,
        "supplier": representative.supplier,
    }
    made, _new = Worth.objects.update_or_create(representative=representative, defaults=said)
    record(actor=VISITOR, verb="feedback.said", thing=dialogue, at=now)
    return made


def nag(*, now: datetime) -> int:
    """Give a task for all feedback that is due within a week or overdue; gives how many are open. Given again while it is open, it stays one:
    its reminders and the weekly letter are the desk's."""
    return sum(1 for dialogue, due in queries.pressing(timezone.localdate(now)) if _give_task(dialogue, due, now))


def _task(kind: str) -> str:
    return f"feedback-{kind}"


@transaction.atomic
def _give_task(dialogue: Dialogue, due: Due, now: datetime) -> bool:
    """For who leads the dialogue, or whoever holds dialogues."""
    current = Membership.objects.current().filter(organisation=dialogue.organisation_id, user__is_active=True)
    leads = dialogue.posts.filter(kind="leads", user__in=current.values("user")).order_by("pk").first()
    about = About(THING, str(dialogue.pk), dialogue.title, reverse("feedback:after", args=[dialogue.pk]))
    with override(dialogue.language):
        title = (
            _("Send the suppliers the summary")
            if due.kind == Promised.SUMMARY
            else _("Tell the suppliers what came of it")
        )
        why = (
            _("It was promised on the dialogue’s public page, where everyone sees whether it came.")
            if due.promised
            else _("The dialogue ended two weeks ago or will have soon. Those who took part have given you their time.")
        )
    give_task(
        actor=system(dialogue.organisation.name, dialogue.organisation_id), title=title, why=why, about=about, word=_task(due.kind), now=now,
        to_user=leads.user_id if leads else None, to_role="" if leads else "buyer", due_on=due.on,
    )  # fmt: skip
    return True
