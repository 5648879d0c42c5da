"""What a driver, a mentor, a unit leader and a programme lead each see of their runs: read from every room, decided by none."""

from nybrott.web.mine.calendars import events_of
from nybrott.web.mine.drivers import DriverPart, driver_parts
from nybrott.web.mine.leaders import LeaderPage, leader_page
from nybrott.web.mine.leads import RunRow, Standing, run_standing
from nybrott.web.mine.mentors import MentorPart, mentor_parts
from nybrott.web.mine.steps import next_of

__all__ = [
    "DriverPart",
    "LeaderPage",
    "MentorPart",
    "RunRow",
    "Standing",
    "driver_parts",
    "events_of",
    "leader_page",
    "mentor_parts",
    "next_of",
    "run_standing",
]
