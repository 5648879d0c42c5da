"""What is read across the tables of the room, and what rooms above hang on an evaluation plan."""

from nybrott.effects.queries.hung import add_part, crumbs, parts
from nybrott.effects.queries.plans import plan_of, plans

__all__ = ["add_part", "crumbs", "parts", "plan_of", "plans"]
