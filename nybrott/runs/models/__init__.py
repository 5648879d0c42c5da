"""What is kept of runs: the run itself, who takes part, and hours and spending."""

from nybrott.runs.models.figures import Hours, Nudge, Reading, Spending, Target
from nybrott.runs.models.obstacles import Obstacle
from nybrott.runs.models.parts import Participation, Yes
from nybrott.runs.models.runs import OfRunQuerySet, Run

__all__ = [
    "Hours",
    "Nudge",
    "Obstacle",
    "OfRunQuerySet",
    "Participation",
    "Reading",
    "Run",
    "Spending",
    "Target",
    "Yes",
]
