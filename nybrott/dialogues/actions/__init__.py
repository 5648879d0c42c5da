"""All that is done with market dialogues."""

from nybrott.dialogues.actions.dialogues import (
    RESERVED,
    Dates,
    Said,
    announce_dialogue,
    begin_dialogue,
    call_off,
    end_dialogue,
    go_on,
    lock_dialogue,
    plan_dialogue,
    said_of,
    write_dialogue,
)
from nybrott.dialogues.actions.ledger import enter, hold
from nybrott.dialogues.actions.posts import declare, give_part, meet_conflict, take_part_away
from nybrott.dialogues.actions.questions import ask_market, ask_no_more, move_question
from nybrott.dialogues.actions.registering import (
    Firm,
    Person,
    confirm,
    forget_registrations,
    let_in,
    register,
    turn_away,
    vouch,
)
from nybrott.dialogues.actions.suppliers import come_back, end_speaking, leave, send_link_to, send_new_link, use_link
from nybrott.dialogues.actions.telling import add_teller

__all__ = [
    "RESERVED",
    "Dates",
    "Firm",
    "Person",
    "Said",
    "add_teller",
    "announce_dialogue",
    "ask_market",
    "ask_no_more",
    "begin_dialogue",
    "call_off",
    "come_back",
    "confirm",
    "declare",
    "end_dialogue",
    "end_speaking",
    "enter",
    "forget_registrations",
    "give_part",
    "go_on",
    "hold",
    "leave",
    "let_in",
    "lock_dialogue",
    "meet_conflict",
    "move_question",
    "plan_dialogue",
    "register",
    "said_of",
    "send_link_to",
    "send_new_link",
    "take_part_away",
    "turn_away",
    "use_link",
    "vouch",
    "write_dialogue",
]  # fmt: skip
