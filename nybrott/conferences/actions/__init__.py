"""What is done with dialogue conferences."""

from nybrott.conferences.actions.holding import answer, ask, hold_conference, mark_attendance, publish_material
from nybrott.conferences.actions.planning import (
    Plan,
    Slotted,
    call_off_conference,
    open_seats,
    plan_conference,
    remove_session,
    write_session,
)
from nybrott.conferences.actions.seats import leave_seat, move_on, remind, take_seat

__all__ = [
    "Plan", "Slotted", "answer", "ask", "call_off_conference", "hold_conference", "leave_seat", "mark_attendance", "move_on", "open_seats",
    "plan_conference", "publish_material", "remind", "remove_session", "take_seat", "write_session",
]  # fmt: skip
