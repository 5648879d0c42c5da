"""What is done with procurements."""

from nybrott.procurements.actions.procurements import (
    Planned,
    describe_procurement,
    hold,
    move_procurement,
    plan_procurement,
    planned_of,
    say_what_it_answers,
)
from nybrott.procurements.actions.saving import forget_view, save_view

__all__ = [
    "Planned", "describe_procurement", "forget_view", "hold", "move_procurement", "plan_procurement", "planned_of", "save_view", "say_what_it_answers",
]  # fmt: skip
