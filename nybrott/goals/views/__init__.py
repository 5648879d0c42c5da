"""Pages of goals."""

from nybrott.goals.views.goals import goal, goals, goals_file, readings_file
from nybrott.goals.views.steps import change, correct, propose, step

__all__ = ["change", "correct", "goal", "goals", "goals_file", "propose", "readings_file", "step"]
