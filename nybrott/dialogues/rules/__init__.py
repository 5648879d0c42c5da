"""Who may do what with a market dialogue."""

from nybrott.dialogues.rules.dialogues import (
    MANAGE,
    is_open,
    may_carry_out,
    may_do,
    may_hold,
    may_read,
    may_read_secrets,
    takes_part,
    works_here,
)
from nybrott.dialogues.rules.exchanges import (
    may_answer,
    may_ask,
    may_bring_in,
    may_decide_sharing,
    may_enter_contact,
    may_note_contact,
    may_read_queries,
    may_show,
    may_tell_all,
    may_write_item,
)

__all__ = [
    "MANAGE", "is_open", "may_answer", "may_ask", "may_bring_in", "may_carry_out", "may_decide_sharing", "may_do", "may_enter_contact", "may_hold", "may_note_contact",
    "may_read", "may_read_queries", "may_read_secrets", "may_show", "may_tell_all", "may_write_item", "takes_part", "works_here",
]  # fmt: skip
