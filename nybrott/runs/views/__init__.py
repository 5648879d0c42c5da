"""Pages of the room."""

from nybrott.runs.views.runs import run, runs

__all__ = ["run", "runs"]
