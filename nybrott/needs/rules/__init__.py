"""Who may do what with challenges and all that hangs on them, and why not."""

from nybrott.needs.rules.challenges import (
    may_anchor,
    may_answer_anchoring,
    may_answer_team,
    may_ask_leader,
    may_close_hearing,
    may_join,
    may_open_hearing,
    may_park,
    may_raise,
    may_resume,
    may_reuse,
    may_work_on,
)
from nybrott.needs.rules.descriptions import (
    may_approve,
    may_begin_description,
    may_comment,
    may_send_back,
    may_send_to_review,
    may_write,
)
from nybrott.needs.rules.hearing import (
    may_contribute,
    may_enter_contribution,
    may_handle,
    may_read_contributions,
    may_record_evidence,
)
from nybrott.needs.rules.statements import may_word_problem

__all__ = [
    "may_anchor",
    "may_answer_anchoring",
    "may_answer_team",
    "may_approve",
    "may_ask_leader",
    "may_begin_description",
    "may_close_hearing",
    "may_comment",
    "may_contribute",
    "may_enter_contribution",
    "may_handle",
    "may_join",
    "may_open_hearing",
    "may_park",
    "may_raise",
    "may_read_contributions",
    "may_record_evidence",
    "may_resume",
    "may_reuse",
    "may_send_back",
    "may_send_to_review",
    "may_word_problem",
    "may_work_on",
    "may_write",
]
