"""What is read of reports, decisions and lessons; split by noun."""

from nybrott.reports.queries.comparing import Compared, compared
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
from nybrott.reports.queries.gathering import gathered
from nybrott.reports.queries.reports import newest_of, reports_of
from nybrott.reports.queries.steps import next_step
from nybrott.reports.queries.theory import theory_of
from nybrott.reports.queries.told import Told, report_of, told_of

__all__ = [
    "FULL", "Compared", "LessonRow", "Told", "as_told", "beside", "compared", "decision_of", "gathered", "lessons_of", "name_of", "newest_of", "next_step", "places_of", "programme_to_change", "report_of", "reports_of", "said_of_run", "telling_texts", "theory_of",
    "told_of", "told_people",
]  # fmt: skip
