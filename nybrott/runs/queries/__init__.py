"""What is read across the tables of the room, and what rooms above hang on a run."""

from nybrott.runs.queries.hung import add_part, add_place, add_step, crumbs, parts, places
from nybrott.runs.queries.runs import runs

__all__ = ["add_part", "add_place", "add_step", "crumbs", "parts", "places", "runs"]
