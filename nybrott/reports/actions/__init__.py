"""What people do with reports, and on the basis of them; split by noun."""

from nybrott.reports.actions.decisions import Said, carry_out, correct_decision, decide, open_programme
from nybrott.reports.actions.lessons import change_lesson, remove_lesson, settle_lesson, write_lesson
from nybrott.reports.actions.reports import make_report
from nybrott.reports.actions.theory import note_theory

__all__ = [
    "Said", "carry_out", "change_lesson", "correct_decision", "decide", "make_report", "note_theory", "open_programme", "remove_lesson", "settle_lesson", "write_lesson",
]  # fmt: skip
