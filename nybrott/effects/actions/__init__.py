"""All that changes something in an evaluation plan."""

from nybrott.effects.actions.measuring import Measured, measure_all, measure_plan
from nybrott.effects.actions.plans import begin_plan

__all__ = ["Measured", "begin_plan", "measure_all", "measure_plan"]
