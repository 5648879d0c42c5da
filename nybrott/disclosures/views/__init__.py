"""Pages of what suppliers are told: inside, for suppliers, and for everyone."""

from nybrott.disclosures.views.asking import (
    answers,
    answers_file,
    ask,
    asked_by_own,
    note_query,
    queries_,
    query,
    told_publicly,
)
from nybrott.disclosures.views.contacts import contact, contacts, contacts_file, dialogue_contacts, note_contact
from nybrott.disclosures.views.items import given, given_file, item, item_file, items, new_item

__all__ = [
    "answers", "answers_file", "ask", "asked_by_own", "contact", "contacts", "contacts_file", "dialogue_contacts", "given", "given_file", "item", "item_file", "items", "new_item",
    "note_contact", "note_query", "queries_", "query", "told_publicly",
]  # fmt: skip
