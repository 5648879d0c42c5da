"""What one types in a run."""

from nybrott.runs.forms.runs import BeginForm, PlanForm, ReadingForm, ReasonForm, TargetForm

__all__ = ["BeginForm", "PlanForm", "ReadingForm", "ReasonForm", "TargetForm"]
