"""All that changes something in a run."""

from nybrott.runs.actions.runs import RunPlan, plan_run

__all__ = ["RunPlan", "plan_run"]
