"""Who may do what with same needs and buyers' groups; every no is a sentence."""

from nybrott.groups.rules.sameness import (
    MANAGE,
    may_answer_match,
    may_consent,
    may_look_again,
    may_see_same_need,
    may_withdraw_consent,
)

__all__ = [
    "MANAGE",
    "may_answer_match",
    "may_consent",
    "may_look_again",
    "may_see_same_need",
    "may_withdraw_consent",
]
