"""Minutes are written, sent to the supplier, approved by it, and then published to all; what is confidential is read by few, and each reading stands written."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import KeyLost, Representative
from nybrott.journal.actions import record
from nybrott.meetings import letters, rules
from nybrott.meetings.actions.reminding import done_approving, done_writing
from nybrott.meetings.models import Minutes, MinutesReading, Slot


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def opened(found: Minutes) -> str:
    """The confidential part of minutes; who asks has been allowed to. Raises `Refused` when the host's secret does not open it."""
    try:
        return found.confidential()
    except KeyLost:
        raise Refused(_("The confidential part cannot be opened: this site has a different secret from when it was written, or the text was changed. Tell those who run the site.")) from None  # fmt: skip


@transaction.atomic
def write_minutes(*, actor: Actor, slot: Slot, open_part: str, secret: str | None, reason: str, lasted: int, send: bool, now: datetime) -> Minutes:  # fmt: skip
    """Write minutes, and send them to the supplier. `secret` None: whoever writes may not read what stands there, and leaves it. Raises `Refused`."""
    hold(slot.round.dialogue)
    slot = Slot.objects.select_for_update(of=("self",), no_key=True).select_related("round__dialogue__organisation", "supplier").get(pk=slot.pk)  # fmt: skip
    found = Minutes.objects.filter(slot=slot).first()
    insist(rules.may_write(actor, slot, found, now))
    made = found or Minutes(slot=slot)
    made.open, made.lasted, made.written_by_id, made.written_at = open_part, lasted, actor.user_id, now
    if secret is not None:
        made.seal(secret)
        made.reason = reason
    if made.sealed and not made.reason:
        raise Refused(_("Say why it is confidential. Without a reason it cannot be kept from others."))
    if send:
        made.sent_at, made.remark, made.asked_at = now, "", None
    made.save()
    made.slot = slot
    told = letters.minutes(made, now) if send else []
    if send:
        done_writing(actor, slot, now)
    record(
        actor=actor,
        verb="meetings.minutes_sent" if send else "meetings.minutes_written",
        thing=made,
        at=now,
        letters=told,
    )
    return made


@transaction.atomic
def answer_minutes(*, representative: Representative, slot: Slot, seen_at: datetime, remark: str, now: datetime) -> Minutes:  # fmt: skip
    """Approve the minutes, or say what should be changed (`remark`). `seen_at`: when those that were read had been sent. Approved, the open part is published to all."""
    dialogue = hold(slot.round.dialogue)
    found = Minutes.objects.select_for_update(of=("self",), no_key=True).select_related("slot__round__dialogue", "slot__supplier").get(slot=slot)  # fmt: skip
    insist(rules.may_answer(representative.supplier, found))
    if found.sent_at != seen_at or found.written_at != found.sent_at:
        raise Refused(_("The minutes were changed in the meantime. Read them again when they are sent."))
    done_approving(system(dialogue.organisation.name, dialogue.organisation_id), slot, now)
    if remark:
        found.remark, found.sent_at = remark, None
        found.save(update_fields=["remark", "sent_at"])
        record(actor=VISITOR, verb="meetings.minutes_remarked", thing=found, at=now)
        return found
    found.approved_at, found.approved_by = now, representative
    found.save(update_fields=["approved_at", "approved_by"])
    key, thing = representative.supplier.key, slot.key
    with override(dialogue.language):
        met, said, kept = _("One-to-one meeting"), _("Open minutes of a one-to-one meeting"), _("Confidential minutes of a one-to-one meeting")  # fmt: skip
    enter(
        dialogue=dialogue,
        kind="meeting",
        thing=f"m{slot.pk}",
        title=met,
        taker=key,
        minutes=found.lasted,
        at=slot.begins,
        now=now,
    )
    enter(
        dialogue=dialogue,
        kind="minutes_open",
        thing=f"{thing}-minutes",
        title=said,
        at=now,
        now=now,
        content=_hash(found.open),
    )
    if secret := opened(found):
        enter(dialogue=dialogue, kind="minutes_secret", thing=f"{thing}-secret", title=kept, taker=key, secret=True, at=now, now=now, content=_hash(secret))  # fmt: skip
    record(actor=VISITOR, verb="meetings.minutes_approved", thing=found, at=now)
    return found


@transaction.atomic
def read_secret_minutes(*, actor: Actor, record_: Minutes, now: datetime) -> str:
    """The confidential part, for those who are named for it; each reading stands in the journal and in the ledger."""
    insist(rules.may_read_secret(actor, record_))
    dialogue = record_.slot.round.dialogue
    reading = MinutesReading.objects.create(record=record_, user_id=actor.user_id, read_at=now)
    with override(dialogue.language):
        title = _("Confidential minutes were read")
    enter(
        dialogue=dialogue, kind="reading", thing=f"mr{reading.pk}", title=title, taker="us", at=now, now=now, about=(f"{record_.slot.key}-secret",),
        people=actor.name,
    )  # fmt: skip
    record(actor=actor, verb="meetings.secret_read", thing=record_, at=now)
    return opened(Minutes.objects.get(pk=record_.pk))
