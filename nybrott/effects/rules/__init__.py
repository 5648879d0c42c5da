"""Who may do what with an evaluation plan."""

from nybrott.effects.rules.measuring import may_measure_plan
from nybrott.effects.rules.plans import (
    may_begin_plan,
    may_evaluate,
    may_read,
    may_type,
    may_write_plan,
)

__all__ = ["may_begin_plan", "may_evaluate", "may_measure_plan", "may_read", "may_type", "may_write_plan"]
