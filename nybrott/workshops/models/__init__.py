"""What is kept of a workshop: the plan and who comes, and what came up."""

from nybrott.workshops.models.notes import Group, Landing, Note, Vote
from nybrott.workshops.models.workshops import Seat, Step, Workshop

__all__ = ["Group", "Landing", "Note", "Seat", "Step", "Vote", "Workshop"]
