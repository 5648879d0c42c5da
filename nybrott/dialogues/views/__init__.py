"""Pages of market dialogues."""

from nybrott.dialogues.views.asking import answers, ask, asked_by_own, note_query, queries_, query, told_publicly
from nybrott.dialogues.views.contacts import contact, contacts, dialogue_contacts, note_contact
from nybrott.dialogues.views.dialogues import dialogue, ours
from nybrott.dialogues.views.items import given, given_file, item, item_file, items, new_item
from nybrott.dialogues.views.public import dialogues, public

__all__ = [
    "answers", "ask", "asked_by_own", "contact", "contacts", "dialogue", "dialogue_contacts", "dialogues", "given", "given_file", "item", "item_file",
    "items", "new_item", "note_contact", "note_query", "ours", "public", "queries_", "query", "told_publicly",
]  # fmt: skip
