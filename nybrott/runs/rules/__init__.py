"""Who may do what in a run."""

from nybrott.runs.rules.runs import may_plan_run, may_run

__all__ = ["may_plan_run", "may_run"]
