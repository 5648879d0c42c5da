"""Everything that changes problem statements and descriptions, and keeps needs true to what they rest on, split by noun."""

from nybrott.needs.actions.descriptions import (
    OvertakenDescription,
    approve_description,
    begin_description,
    comment_on,
    send_back,
    send_to_review,
    settle_comment,
    write_description,
)
from nybrott.needs.actions.founding import needs_on, settle_needs, settle_what_rests
from nybrott.needs.actions.statements import answer_remark, choose_problem, reword_problem, word_problem

__all__ = [
    "OvertakenDescription",
    "answer_remark",
    "approve_description",
    "begin_description",
    "choose_problem",
    "comment_on",
    "needs_on",
    "reword_problem",
    "send_back",
    "send_to_review",
    "settle_comment",
    "settle_needs",
    "settle_what_rests",
    "word_problem",
    "write_description",
]
