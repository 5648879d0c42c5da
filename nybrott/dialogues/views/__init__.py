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
from nybrott.dialogues.views.suppliers import (
    colleague,
    confirm,
    leave,
    mine,
    new_link,
    register,
    suppliers,
    suppliers_file,
    way_in,
)

__all__ = [
    "announce",
    "begin",
    "change",
    "colleague",
    "confirm",
    "dates",
    "declare",
    "dialogue",
    "dialogues",
    "end",
    "leave",
    "meet_conflict",
    "mine",
    "new_link",
    "ours",
    "part_away",
    "people",
    "plan",
    "public",
    "question",
    "question_move",
    "question_new",
    "register",
    "stop",
    "suppliers",
    "suppliers_file",
    "way_in",
]  # fmt: skip
