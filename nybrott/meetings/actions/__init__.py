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

__all__ = [
    "add_slots", "answer_minutes", "apply", "book_slot", "close_list", "draw_meetings", "give_up_slot", "move_on", "plan_meetings", "publish_meetings",
    "read_secret_minutes", "remove_slot", "stop_waiting", "write_minutes",
]  # fmt: skip
