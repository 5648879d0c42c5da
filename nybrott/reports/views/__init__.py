"""Pages of the room."""

from nybrott.reports.views.decisions import correct, decide, decision, open_programme, release
from nybrott.reports.views.lessons import lesson, lesson_new, remove, settle
from nybrott.reports.views.reports import reports
from nybrott.reports.views.theory import theory

__all__ = [
    "correct", "decide", "decision", "lesson", "lesson_new", "open_programme", "release", "remove", "reports", "settle", "theory",
]  # fmt: skip
