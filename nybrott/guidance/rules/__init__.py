"""Who may book, hold and note; and why not."""

from nybrott.guidance.rules.notes import may_change_note, may_note
from nybrott.guidance.rules.sessions import (
    may_ask_for_times,
    may_book,
    may_close,
    may_correct,
    may_guide,
    may_move,
    may_write_agenda,
    side_of,
)
from nybrott.guidance.rules.steps import MOST_OPEN, may_agree, may_end_step
from nybrott.guidance.rules.times import MOST_OTHER, MOST_TIMES, may_set_times

__all__ = [
    "MOST_OPEN",
    "MOST_OTHER",
    "MOST_TIMES",
    "may_agree",
    "may_ask_for_times",
    "may_book",
    "may_change_note",
    "may_close",
    "may_correct",
    "may_end_step",
    "may_guide",
    "may_move",
    "may_note",
    "may_set_times",
    "may_write_agenda",
    "side_of",
]
