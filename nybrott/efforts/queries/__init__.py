"""What is read of hours and of silent units."""

from nybrott.efforts.queries.hours import Effort, PersonHours, efforts, hour_kinds, mine, minutes_between, people_hours
from nybrott.efforts.queries.obstacles import FEWEST, Reported, obstacles_by_kind, obstacles_in
from nybrott.efforts.queries.spending import judge_spending, judged_spending
from nybrott.efforts.queries.units import UnitRow, add_activity, add_spending, last_nudge, leaders_of, unit_rows

__all__ = [
    "FEWEST", "Effort", "PersonHours", "Reported", "UnitRow", "add_activity", "add_spending", "efforts", "hour_kinds", "judge_spending", "judged_spending", "last_nudge",
    "leaders_of", "mine", "minutes_between", "obstacles_by_kind", "obstacles_in", "people_hours", "unit_rows",
]  # fmt: skip
