"""Pages of the room."""

from nybrott.reports.views.decisions import correct, decide, decision, open_programme, release
from nybrott.reports.views.files import codebook, data, document
from nybrott.reports.views.lessons import lesson, lesson_new, remove, settle
from nybrott.reports.views.reports import compare, make, report, reports
from nybrott.reports.views.theory import theory

__all__ = [
    "codebook", "compare", "correct", "data", "decide", "decision", "document", "lesson", "lesson_new", "make", "open_programme", "release", "remove", "report", "reports", "settle", "theory",
]  # fmt: skip
