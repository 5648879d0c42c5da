"""Who may do what about taking part in a run."""

from nybrott.recruiting.rules.parts import (
    may_answer_offer,
    may_change_call,
    may_change_part,
    may_follow,
    may_import_people,
    may_offer,
    may_open_call,
    may_put_in,
    may_read_call,
    may_read_part,
    may_see_people,
    may_sign_up,
    may_sign_up_again,
    may_take_in,
    may_withdraw,
)
from nybrott.recruiting.rules.yes import may_answer, may_ask_leader

__all__ = [
    "may_answer", "may_answer_offer", "may_ask_leader", "may_change_call", "may_change_part", "may_follow", "may_import_people", "may_offer",
    "may_open_call", "may_put_in", "may_read_call", "may_read_part", "may_see_people", "may_sign_up", "may_sign_up_again", "may_take_in", "may_withdraw",
]  # fmt: skip
