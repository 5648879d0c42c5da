"""Pages of the room."""

from nybrott.runs.views.planning import call_off, change, end, gate, plan, plan_again
from nybrott.runs.views.runs import run, runs
from nybrott.runs.views.targets import target, target_change, target_new, target_remove, targets

__all__ = [
    "call_off", "change", "end", "gate", "plan", "plan_again", "run", "runs", "target", "target_change", "target_new", "target_remove", "targets",
]  # fmt: skip
