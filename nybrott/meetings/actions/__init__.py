"""What is done with one-to-one meetings."""

from nybrott.meetings.actions.booking import apply, book_slot, give_up_slot, move_on, stop_waiting
from nybrott.meetings.actions.minutes import answer_minutes, read_secret_minutes, write_minutes
from nybrott.meetings.actions.planning import (
    add_slots,
    close_list,
    draw_meetings,
    plan_meetings,
    publish_meetings,
    remove_slot,
)
from nybrott.meetings.actions.reminding import ask_for_approval, ask_for_minutes, remind_of_meetings

__all__ = [
    "add_slots", "answer_minutes", "apply", "ask_for_approval", "ask_for_minutes", "book_slot", "close_list", "draw_meetings", "give_up_slot", "move_on", "plan_meetings", "publish_meetings",
    "read_secret_minutes", "remind_of_meetings", "remove_slot", "stop_waiting", "write_minutes",
]  # fmt: skip
