"""Who may write down something in guidance. Who may read it stands with the note itself (`Note.objects.visible_to`)."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, no
from nybrott.guidance.models import Note, Pairing
from nybrott.guidance.rules.sessions import may_guide

MOST_NOTES = 500  # of a pair


def may_note(actor: Actor, pairing: Pairing) -> Verdict:
    """The two, while the pair stands."""
    allowed = may_guide(actor, pairing)
    if allowed and pairing.notes.count() >= MOST_NOTES:
        return no(_("The two of you have written %(n)s notes, which is the most there can be.") % {"n": MOST_NOTES})
    return allowed


def may_change_note(actor: Actor, note: Note) -> Verdict:
    """One's own, while the pair stands."""
    allowed = may_guide(actor, note.pairing)
    if allowed and note.written_by_id != actor.user_id:
        return no(_("Only the one who wrote the note can change it."))
    return allowed
