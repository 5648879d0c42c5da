"""What is kept of effects: plans with indicators and snapshots; claims and costs; reports, decisions and lessons."""

from nybrott.effects.models.claims import Claim, Cost, Evidence, Rate, Rival, Unpriced
from nybrott.effects.models.plans import Indicator, OfPlanQuerySet, Plan, PlanQuerySet, Question, Snapshot
from nybrott.effects.models.reports import Decision, Lesson, Report, TheoryNote

__all__ = [
    "Claim", "Cost", "Decision", "Evidence", "Indicator", "Lesson", "OfPlanQuerySet", "Plan", "PlanQuerySet", "Question", "Rate",
    "Report", "Rival", "Snapshot", "TheoryNote", "Unpriced",
]  # fmt: skip
