"""What is read across tables: lists, the room as a phone and the one who leads see it, and what came out."""

from nybrott.workshops.queries.plans import (
    Asked,
    agenda,
    asked_of,
    cards_for,
    coming,
    minutes_of,
    not_asked,
    of_challenge,
    seats_of,
    workshop_page,
)
from nybrott.workshops.queries.rooms import (
    Phone,
    Tally,
    mark_of,
    phone,
    shared_notes,
    steps_told,
    tallies,
    untouched_notes,
    with_code,
)

__all__ = [
    "Asked",
    "Phone",
    "Tally",
    "agenda",
    "asked_of",
    "cards_for",
    "coming",
    "mark_of",
    "minutes_of",
    "not_asked",
    "of_challenge",
    "phone",
    "seats_of",
    "shared_notes",
    "steps_told",
    "tallies",
    "untouched_notes",
    "with_code",
    "workshop_page",
]
