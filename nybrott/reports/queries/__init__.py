"""What is read of reports, decisions and lessons; split by noun."""

from nybrott.reports.queries.decisions import (
    FULL,
    LessonRow,
    as_told,
    beside,
    decision_of,
    lessons_of,
    name_of,
    places_of,
    programme_to_change,
    said_of_run,
    telling_texts,
    told_people,
)
from nybrott.reports.queries.reports import newest_of, reports_of
from nybrott.reports.queries.steps import next_step
from nybrott.reports.queries.theory import theory_of

__all__ = [
    "FULL", "LessonRow", "as_told", "beside", "decision_of", "lessons_of", "name_of", "newest_of", "next_step", "places_of", "programme_to_change", "reports_of", "said_of_run", "telling_texts", "theory_of",
    "told_people",
]  # fmt: skip
