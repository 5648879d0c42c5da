"""Pages of market dialogues."""

from nybrott.dialogues.views.dialogues import dialogue, ours
from nybrott.dialogues.views.public import dialogues, public

__all__ = ["dialogue", "dialogues", "ours", "public"]
