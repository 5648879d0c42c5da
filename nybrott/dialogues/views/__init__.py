"""Pages of market dialogues."""

from nybrott.dialogues.views.dialogues import announce, begin, change, dialogue, end, ours, stop
from nybrott.dialogues.views.planning import (
    dates,
    declare,
    meet_conflict,
    part_away,
    people,
    plan,
    question,
    question_move,
    question_new,
)
from nybrott.dialogues.views.public import dialogues, public

__all__ = [
    "announce", "begin", "change", "dates", "declare", "dialogue", "dialogues", "end", "meet_conflict", "ours", "part_away", "people", "plan", "public",
    "question", "question_move", "question_new", "stop",
]  # fmt: skip
