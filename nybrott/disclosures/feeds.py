"""Answers and contacts as files to take along. Never who asked."""

from collections.abc import Iterator

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue
from nybrott.disclosures.queries import answered, contacts
from nybrott.ui.sheets import Column, Sheet, Value


def answers_sheet(dialogue: Dialogue) -> Sheet:
    """A row for each answered question, as everyone reads it, in the order they were asked."""
    columns = [
        Column("number", _("Number"), _("The number of the question in the dialogue.")),
        Column("question", _("Question"), _("The question as everyone reads it.")),
        Column("answer", _("Answer"), _("The answer that went to all.")),
        Column("answered_on", _("Answered on"), _("The day everyone got the answer.")),
    ]
    about = [
        (_("Market dialogue"), dialogue.title), (_("Held by"), dialogue.organisation.name),
        (_("Who asked"), _("Is not in this file. No supplier is told who asked.")),
    ]  # fmt: skip
    return Sheet(f"{dialogue.slug[:60]}-answers", _("Questions and answers"), columns, _answers(dialogue), about)


def _answers(dialogue: Dialogue) -> Iterator[list[Value]]:
    for one in answered(dialogue).order_by("number").iterator(chunk_size=500):
        yield [one.number, one.shown, one.answer, localdate(one.answered_at)]


def contacts_sheet(actor: Actor) -> Sheet:
    """A row for each contact with a supplier that the reader may see, the newest first."""
    columns = [
        Column("who", _("Who"), _("The supplier.")),
        Column("held_on", _("When"), _("The day of the contact.")),
        Column("channel", _("How"), _("How the supplier was met.")),
        Column("ours", _("We made contact"), _("Whether we made contact, or the supplier did.")),
        Column("minutes", _("Minutes"), _("How long it took; 0 when it was not recorded.")),
        Column("given", _("What we told"), _("What others did not know.")),
        Column("received", _("What we heard"), _("What the supplier said.")),
        Column("dialogue", _("Market dialogue"), _("The dialogue in whose ledger it stands.")),
        Column("shared", _("Shared with everyone"), _("Whether everyone was told what this supplier was told.")),
        Column("not_shared", _("Why it is not shared"), _("The reason, in the words of those who run the dialogue.")),
    ]
    about = [(_("Contacts with suppliers"), _("Unsolicited contacts, and contacts we made, as they were recorded."))]
    return Sheet("contacts-with-suppliers", _("Contacts with suppliers"), columns, _contacts(actor), about)


def _contacts(actor: Actor) -> Iterator[list[Value]]:
    for one in contacts(actor).iterator(chunk_size=500):
        yield [
            one.who, localdate(one.held_at), str(one.get_channel_display()), one.ours, one.minutes, one.given, one.received,
            one.dialogue.title if one.dialogue else "", one.item_id is not None, one.not_shared,
        ]  # fmt: skip
