"""Who may tell all suppliers something, ask, answer, and write down a contact nobody asked for."""

from datetime import datetime

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, no
from nybrott.dialogues.models import Contact, Dialogue, Item, Query
from nybrott.dialogues.rules import MANAGE, is_open, may_carry_out, may_read, takes_part, works_here
from nybrott.dialogues.states import DialogueState
from nybrott.people.models import Organisation
from nybrott.ui.formats import moment


def may_write_item(actor: Actor, item: Item) -> Verdict:
    """Change or remove information, as long as nobody outside has seen it."""
    allowed = may_carry_out(actor, item.dialogue)
    if allowed and item.shown_at is not None:
        return no(
            _("Everyone has already been shown this, so it stays as it is. Share what has changed as something new.")
        )
    return allowed


def may_tell_all(actor: Actor, dialogue: Dialogue) -> Verdict:
    """Show something to everyone: there is somebody to show it to once the dialogue is announced."""
    allowed = may_carry_out(actor, dialogue)
    if allowed and dialogue.state == DialogueState.DRAFT:
        return no(_("Announce the dialogue first. What you have written waits here until then."))
    return allowed


def may_show(actor: Actor, item: Item) -> Verdict:
    """Show a piece of information to everyone, once."""
    return may_write_item(actor, item) and may_tell_all(actor, item.dialogue)


def may_ask(dialogue: Dialogue, now: datetime) -> Verdict:
    """Whether suppliers may still ask; the sentence is for them."""
    allowed = takes_part(dialogue)
    if allowed and dialogue.answers_until is not None and now > dialogue.answers_until:
        return no(
            _("Questions were answered until %(when)s. Those that were asked are answered here.")
            % {"when": moment(dialogue.answers_until)}
        )
    return allowed


def may_read_queries(actor: Actor, dialogue: Dialogue) -> Verdict:
    """See what suppliers asked before it is answered, and who asked: those who hold dialogues, or have a part in this one. Everyone else reads
    the answers."""
    allowed = may_read(actor, dialogue)
    if allowed and not (actor.may(MANAGE) or dialogue.posts.filter(user=actor.user_id).exists()):
        return no(_("Who asks what is known only to those who run market dialogues, or have a part in this one."))
    return allowed


def may_answer(actor: Actor, query: Query) -> Verdict:
    """Answer a question, to everyone and once."""
    allowed = may_tell_all(actor, query.dialogue)
    if allowed and query.is_answered:
        return no(_("This question has already been answered. Share what has changed as something new."))
    return allowed


def may_note_contact(actor: Actor, organisation: Organisation) -> Verdict:
    """Write down a contact with a supplier: everyone who works in the organisation, since whoever was called knows."""
    if actor.user_id is None or actor.organisation_id != organisation.pk:
        return no(_("This is not the organisation you are working in now."))
    return works_here(actor)


def may_bring_in(actor: Actor, contact: Contact) -> Verdict:
    """Put a contact into a dialogue's ledger, where it stays."""
    allowed = may_note_contact(actor, contact.organisation)
    if allowed and contact.dialogue_id is not None:
        return no(_("The contact is already in a dialogue's ledger, and stays there."))
    return allowed


def may_enter_contact(actor: Actor, dialogue: Dialogue) -> Verdict:
    """Enter a contact in a dialogue's ledger: everyone who sees the dialogue, as long as it is not locked."""
    return may_read(actor, dialogue) and is_open(dialogue)


def may_decide_sharing(actor: Actor, contact: Contact) -> Verdict:
    """Share what was told with everyone, or say why not."""
    if contact.dialogue is None:
        return no(_("Add the contact to a dialogue first; then you can share what was said."))
    allowed = may_carry_out(actor, contact.dialogue)
    if allowed and not contact.given:
        return no(_("The supplier was told nothing in this contact, so there is nothing to share."))
    if allowed and contact.item_id is not None:
        return no(_("What was said has already been shared with everyone."))
    return allowed
