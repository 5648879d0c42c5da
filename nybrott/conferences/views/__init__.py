"""Pages of the conference: the organisation's, a supplier's own, and everyone's."""

from nybrott.conferences.views.holding import attendance, material, note, question, seats_file
from nybrott.conferences.views.ours import call_off, conference, new_session, open_, plan, session
from nybrott.conferences.views.own import ask, leave, mine, own_block, own_dates, seat
from nybrott.conferences.views.public import dates, public, public_block

__all__ = [
    "ask", "attendance", "call_off", "conference", "dates", "leave", "material", "mine", "new_session", "note", "open_", "own_block", "own_dates",
    "plan", "public", "public_block", "question", "seat", "seats_file", "session",
]  # fmt: skip
