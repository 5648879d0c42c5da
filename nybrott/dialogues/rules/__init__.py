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

__all__ = [
    "MANAGE", "is_open", "may_carry_out", "may_do", "may_hold", "may_read", "may_read_secrets", "takes_part", "works_here",
]  # fmt: skip
