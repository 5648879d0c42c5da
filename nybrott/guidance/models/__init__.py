"""What is kept of guidance: pairings, mentors' times, sessions, and what was noted and agreed."""

from nybrott.guidance.models.calendars import CalendarKey
from nybrott.guidance.models.pairings import Choice, OfPairingQuerySet, Pairing
from nybrott.guidance.models.sessions import NextStep, Note, Session
from nybrott.guidance.models.times import OtherTime, Terms, WeeklyTime

__all__ = [
    "CalendarKey", "Choice", "NextStep", "Note", "OfPairingQuerySet", "OtherTime", "Pairing", "Session", "Terms", "WeeklyTime",
]  # fmt: skip
