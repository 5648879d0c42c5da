"""What is kept of gatherings, of what drivers did with colleagues, and of what they say they can."""

from nybrott.gatherings.models.gatherings import Attendance, Decision, Gathering
from nybrott.gatherings.models.outreach import Declared, Outreach
from nybrott.gatherings.models.stories import Story

__all__ = ["Attendance", "Decision", "Declared", "Gathering", "Outreach", "Story"]
