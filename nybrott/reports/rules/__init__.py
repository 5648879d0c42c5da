"""Who may make reports, and decide on the basis of one; split by noun."""

from nybrott.reports.rules.decisions import (
    may_carry_out,
    may_correct,
    may_decide,
    may_note_theory,
    may_open_programme,
    may_write_lesson,
)
from nybrott.reports.rules.reports import may_evaluate, may_make_report

__all__ = [
    "may_carry_out", "may_correct", "may_decide", "may_evaluate", "may_make_report", "may_note_theory", "may_open_programme", "may_write_lesson",
]  # fmt: skip
