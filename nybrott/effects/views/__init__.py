"""Pages of the room."""

from nybrott.effects.views.measuring import measure, standing
from nybrott.effects.views.plans import begin, plan, plans
from nybrott.effects.views.power import power

__all__ = ["begin", "measure", "plan", "plans", "power", "standing"]
