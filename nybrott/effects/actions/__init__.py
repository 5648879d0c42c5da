"""All that changes something in an evaluation plan."""

from nybrott.effects.actions.plans import begin_plan

__all__ = ["begin_plan"]
