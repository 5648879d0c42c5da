"""All that is done with market dialogues."""

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
from nybrott.dialogues.actions.ledger import enter, hold

__all__ = [
    "RESERVED", "Said", "announce_dialogue", "begin_dialogue", "call_off", "end_dialogue", "enter", "go_on", "hold", "lock_dialogue", "write_dialogue",
]  # fmt: skip
