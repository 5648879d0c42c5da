"""All that is done with what suppliers are told."""

from nybrott.disclosures.actions.asking import answer_query, ask, join_query
from nybrott.disclosures.actions.contacts import Met, bring_in, keep_to_ourselves, note_contact, share_contact
from nybrott.disclosures.actions.items import Given, change_item, remove_item, show_item, tell_all, write_item

__all__ = [
    "Given", "Met", "answer_query", "ask", "bring_in", "change_item", "join_query", "keep_to_ourselves", "note_contact", "remove_item",
    "share_contact", "show_item", "tell_all", "write_item",
]  # fmt: skip
