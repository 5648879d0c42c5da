"""Everything that changes pairings, sessions, notes and agreed steps."""

from nybrott.guidance.actions.calendars import close_calendar, hash_of, open_calendar
from nybrott.guidance.actions.notes import change_note, remove_note, write_note
from nybrott.guidance.actions.sessions import (
    Booking,
    OvertakenAgenda,
    book_session,
    call_off_coming,
    call_off_session,
    correct_minutes,
    hold_session,
    miss_session,
    move_session,
    remind_of_sessions,
    write_agenda,
)
from nybrott.guidance.actions.steps import agree_step, end_step, follow_task
from nybrott.guidance.actions.times import (
    TermsSaid,
    add_other,
    add_weekly,
    ask_for_times,
    remove_other,
    remove_weekly,
    set_terms,
    tell_mentors_without_times,
)

__all__ = [
    "Booking", "OvertakenAgenda", "TermsSaid", "add_other", "add_weekly", "agree_step", "ask_for_times", "book_session", "call_off_coming", "call_off_session",
    "change_note", "close_calendar", "correct_minutes", "end_step", "follow_task", "hash_of", "hold_session", "miss_session", "move_session",
    "open_calendar", "remind_of_sessions", "remove_note", "remove_other", "remove_weekly", "set_terms", "tell_mentors_without_times",
    "write_agenda", "write_note",
]  # fmt: skip
