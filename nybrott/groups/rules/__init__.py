"""Who may do what with same needs and buyers' groups; every no is a sentence."""

from nybrott.groups.rules.groups import (
    has_room,
    may_answer_group,
    may_approve,
    may_become_member,
    may_do_as_member,
    may_lead,
    may_leave_group,
    may_propose_group,
    may_step,
    may_take_lead,
    may_take_part,
    may_write_beside,
    may_write_text,
    open_steps,
)
from nybrott.groups.rules.said import Decided, GroupSaid, TextSaid
from nybrott.groups.rules.sameness import (
    MANAGE,
    may_answer_match,
    may_consent,
    may_look_again,
    may_see_same_need,
    may_withdraw_consent,
)

__all__ = [
    "MANAGE", "Decided", "GroupSaid", "TextSaid", "has_room", "may_answer_group", "may_answer_match", "may_approve", "may_become_member", "may_consent", "may_do_as_member", "may_lead",
    "may_leave_group", "may_look_again", "may_propose_group", "may_see_same_need", "may_step", "may_take_lead", "may_take_part",
    "may_withdraw_consent", "may_write_beside", "may_write_text", "open_steps",
]  # fmt: skip
