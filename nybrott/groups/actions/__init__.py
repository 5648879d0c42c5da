"""Agree to be compared, compare, say what is the same; buyers' groups from the proposal to the end."""

from nybrott.groups.actions.groups import (
    answer_group,
    ask_into_group,
    become_member,
    change_group,
    close_departed,
    lead_by,
    leave_group,
    leave_with_network,
    link_dialogue,
    propose_group,
    set_day,
    take_on,
)
from nybrott.groups.actions.own import say_own_needs
from nybrott.groups.actions.sameness import (
    answer_match,
    compare_all,
    compare_network,
    consent,
    look_again,
    withdraw_consent,
)
from nybrott.groups.actions.shared import (
    Changed,
    add_beside,
    approve_text,
    end_addition,
    enter_decision,
    sign_terms,
    write_common_text,
)

__all__ = [
    "Changed", "add_beside", "answer_group", "answer_match", "approve_text", "ask_into_group", "become_member",
    "change_group", "close_departed", "compare_all", "compare_network", "consent", "end_addition", "enter_decision", "lead_by", "leave_group", "leave_with_network",
    "link_dialogue", "look_again", "propose_group", "say_own_needs", "set_day", "sign_terms", "take_on", "withdraw_consent", "write_common_text",
]  # fmt: skip
