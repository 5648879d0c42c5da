"""Writing down what was talked about. What a note says never stands in the journal."""

from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.desk.actions import drop_drafts
from nybrott.guidance import rules
from nybrott.guidance.models import Note, Pairing, Session
from nybrott.journal.actions import record


@transaction.atomic
def write_note(*, actor: Actor, pairing: Pairing, session: Session | None, kind: str, text: str, now: datetime) -> Note:
    """Write a note of the pair, in a session or beside them. `kind` says who reads it, see `states.NoteKind`."""
    insist(rules.may_note(actor, pairing))
    made = Note.objects.create(
        pairing=pairing, session=session, kind=kind, text=text.strip(), written_by_id=actor.user_id, written_at=now
    )
    record(actor=actor, verb="guidance.noted", thing=pairing, at=now)
    drop_drafts(actor=actor, key=f"guidance.note:{pairing.pk}:{session.pk if session else 0}")
    return made


@transaction.atomic
def change_note(*, actor: Actor, note: Note, kind: str, text: str, now: datetime) -> None:
    """Word one's own note anew, or let others read it."""
    locked = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    insist(rules.may_change_note(actor, locked))
    locked.kind, locked.text, locked.changed_at = kind, text.strip(), now
    locked.save(update_fields=["kind", "text", "changed_at"])
    record(actor=actor, verb="guidance.note_changed", thing=locked.pairing, at=now)
    drop_drafts(actor=actor, key=f"guidance.note_change:{locked.pk}")


@transaction.atomic
def remove_note(*, actor: Actor, note: Note, now: datetime) -> None:
    """Delete one's own note."""
    insist(rules.may_change_note(actor, note))
    pairing, key = note.pairing, note.pk
    note.delete()
    record(actor=actor, verb="guidance.note_removed", thing=pairing, at=now)
    drop_drafts(actor=actor, key=f"guidance.note_change:{key}")
