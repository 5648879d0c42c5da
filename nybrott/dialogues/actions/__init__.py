"""All that is done with market dialogues."""

from nybrott.dialogues.actions.asking import answer_query, ask, join_query
from nybrott.dialogues.actions.contacts import Met, bring_in, keep_to_ourselves, note_contact, share_contact
from nybrott.dialogues.actions.dialogues import (
    RESERVED,
    Said,
    announce_dialogue,
    begin_dialogue,
    call_off,
    end_dialogue,
    go_on,
    lock_dialogue,
    write_dialogue,
)
from nybrott.dialogues.actions.items import Given, change_item, remove_item, show_item, write_item
from nybrott.dialogues.actions.ledger import enter, hold

__all__ = [
    "RESERVED", "Given", "Met", "Said", "announce_dialogue", "answer_query", "ask", "begin_dialogue", "bring_in", "call_off", "change_item", "end_dialogue",
    "enter", "go_on", "hold", "join_query", "keep_to_ourselves", "lock_dialogue", "note_contact", "remove_item", "share_contact", "show_item",
    "write_dialogue", "write_item",
]  # fmt: skip
