"""Pages of the room."""

from nybrott.effects.views.plans import begin, plan, plans

__all__ = ["begin", "plan", "plans"]
