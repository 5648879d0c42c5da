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

__all__ = [
    "may_anchor",
    "may_answer_anchoring",
    "may_answer_team",
    "may_ask_leader",
    "may_close_hearing",
    "may_join",
    "may_open_hearing",
    "may_park",
    "may_raise",
    "may_resume",
    "may_reuse",
    "may_work_on",
]
