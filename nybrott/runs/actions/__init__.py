"""All that changes something in a run."""

from nybrott.runs.actions.hours import note_hours, take_hours_out, write_hours
from nybrott.runs.actions.leaving import add_leaving, settle_leaving
from nybrott.runs.actions.runs import (
    RunPlan,
    begin_run,
    call_off_run,
    change_run,
    end_run,
    plan_run,
    plan_run_again,
)
from nybrott.runs.actions.targets import Aim, measure, remove_target, set_target

__all__ = [
    "Aim", "RunPlan", "add_leaving", "begin_run", "call_off_run", "change_run", "end_run", "measure", "note_hours", "plan_run", "plan_run_again",
    "remove_target", "set_target", "settle_leaving", "take_hours_out", "write_hours",
]  # fmt: skip
