"""The pages of the room: pairs of a run, a pair's own page, times and sessions."""

from nybrott.guidance.views.calendars import calendar, close_calendar, feed
from nybrott.guidance.views.notes import change_note, notes, remove_note, write_note
from nybrott.guidance.views.pairs import mine, of_challenge, pair
from nybrott.guidance.views.sessions import agenda, ask_times, book, call_off, close, correct, event, move, session
from nybrott.guidance.views.steps import agree, end_step
from nybrott.guidance.views.times import add_other, add_weekly, remove_other, remove_weekly, set_terms, times

__all__ = [
    "add_other", "add_weekly", "agenda", "agree", "ask_times", "book", "calendar", "call_off", "change_note", "close", "close_calendar", "correct",
    "end_step", "event", "feed", "mine", "move", "notes", "of_challenge", "pair", "remove_note", "remove_other", "remove_weekly", "session",
    "set_terms", "times", "write_note",
]  # fmt: skip
