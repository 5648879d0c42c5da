"""What is read across the tables of the room."""

from nybrott.guidance.queries.agenda import add_standing, prefilled
from nybrott.guidance.queries.answers import add_answer, answer_url
from nybrott.guidance.queries.calendars import CalendarEvent, add_calendar, calendar_of, event_of, user_of_calendar
from nybrott.guidance.queries.counted import sessions_in
from nybrott.guidance.queries.said import said_of_challenge
from nybrott.guidance.queries.sessions import (
    Suggestion,
    my_pairs,
    next_session,
    people_of_challenge,
    session_page,
    sessions_of,
    sessions_of_challenge,
    steps_of_challenge,
    suggestion,
    waits_for_word,
)
from nybrott.guidance.queries.times import (
    asked_for_times,
    by_day,
    clash,
    free_times,
    has_times,
    mentor_parts,
    planned,
    terms_of,
    without_times,
    zone,
)

__all__ = [
    "CalendarEvent", "Suggestion", "add_answer", "add_calendar", "add_standing", "answer_url", "asked_for_times", "by_day", "calendar_of", "clash", "event_of", "free_times",
    "has_times", "mentor_parts", "my_pairs", "next_session", "people_of_challenge", "planned", "prefilled", "said_of_challenge",
    "session_page", "sessions_in", "sessions_of",
    "sessions_of_challenge", "steps_of_challenge", "suggestion", "terms_of", "user_of_calendar", "waits_for_word", "without_times", "zone",
]  # fmt: skip
