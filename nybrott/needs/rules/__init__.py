"""Who may word the problem and write the description, and why not."""

from nybrott.needs.rules.descriptions import (
    may_approve,
    may_begin_description,
    may_comment,
    may_send_back,
    may_send_to_review,
    may_write,
)
from nybrott.needs.rules.statements import may_word_problem

__all__ = [
    "may_approve",
    "may_begin_description",
    "may_comment",
    "may_send_back",
    "may_send_to_review",
    "may_word_problem",
    "may_write",
]
