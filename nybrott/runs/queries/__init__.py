"""What is read across the tables of the room, and what rooms above hang on a run."""

from nybrott.runs.queries.gates import Check, add_gate, gate
from nybrott.runs.queries.hung import (
    Said,
    add_door,
    add_part,
    add_place,
    add_said,
    add_step,
    crumbs,
    parts,
    places,
    said,
)
from nybrott.runs.queries.runs import next_step, people_in, runs
from nybrott.runs.queries.targets import (
    Reached,
    packages_to_run,
    proposed_hours,
    proposed_targets,
    share,
    targets_of,
)

__all__ = [
    "Check", "Reached", "Said", "add_door", "add_gate", "add_part", "add_place", "add_said", "add_step", "crumbs", "gate", "next_step", "packages_to_run", "parts", "people_in",
    "places", "proposed_hours", "proposed_targets", "runs", "said", "share", "targets_of",
]  # fmt: skip
