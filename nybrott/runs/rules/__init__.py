"""Who may do what in a run."""

from nybrott.runs.rules.runs import (
    add_lock,
    may_begin_run,
    may_change_run,
    may_change_target,
    may_measure,
    may_plan_run,
    may_run,
    may_see_efforts,
    may_step,
    may_take_hours_out,
    may_write_hours,
)

__all__ = [
    "add_lock", "may_begin_run", "may_change_run", "may_change_target", "may_measure", "may_plan_run", "may_run", "may_see_efforts", "may_step", "may_take_hours_out",
    "may_write_hours",
]  # fmt: skip
