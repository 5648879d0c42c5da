"""Pages of the room."""

from nybrott.efforts.views.hours import hours, hours_file, take_out
from nybrott.efforts.views.obstacles import clear, obstacles
from nybrott.efforts.views.units import nudge, spending, units

__all__ = ["clear", "hours", "hours_file", "nudge", "obstacles", "spending", "take_out", "units"]
