"""Who may do what with a market dialogue."""

from nybrott.dialogues.rules.dialogues import (
    MANAGE,
    is_open,
    may_announce,
    may_carry_out,
    may_declare,
    may_do,
    may_hold,
    may_plan,
    may_read,
    may_read_secrets,
    may_write,
    takes_part,
    works_here,
)
from nybrott.dialogues.rules.parts import MOST_QUESTIONS, may_ask_more, may_have_part, may_meet_conflict
from nybrott.dialogues.rules.suppliers import (
    MOST_PEOPLE,
    has_room,
    may_come_back,
    may_join,
    may_let_in,
    may_register,
    may_vouch,
)

__all__ = [
    "MANAGE",
    "MOST_PEOPLE",
    "MOST_QUESTIONS",
    "has_room",
    "is_open",
    "may_announce",
    "may_ask_more",
    "may_carry_out",
    "may_come_back",
    "may_declare",
    "may_do",
    "may_have_part",
    "may_hold",
    "may_join",
    "may_let_in",
    "may_meet_conflict",
    "may_plan",
    "may_read",
    "may_read_secrets",
    "may_register",
    "may_vouch",
    "may_write",
    "takes_part",
    "works_here",
]  # fmt: skip
