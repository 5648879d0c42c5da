"""What is read of market dialogues."""

from nybrott.dialogues.queries.dialogues import InLanguage, announced, approved, said_in
from nybrott.dialogues.queries.hung import (
    add_beside,
    add_dates,
    add_own,
    add_part,
    add_place,
    add_planned,
    add_public,
    add_step,
    beside,
    crumbs,
    owns,
    parts,
    places,
    planned,
    publics,
    steps,
    waiting,
)
from nybrott.dialogues.queries.ledger import entries, links
from nybrott.dialogues.queries.plans import Timetable, has_approved, missing, timetable
from nybrott.dialogues.queries.suppliers import exchanged, hash_of, registration_by, representative_by

__all__ = [
    "InLanguage",
    "Timetable",
    "add_beside",
    "add_dates",
    "add_own",
    "add_part",
    "add_place",
    "add_planned",
    "add_public",
    "add_step",
    "announced",
    "approved",
    "beside",
    "crumbs",
    "entries",
    "exchanged",
    "has_approved",
    "hash_of",
    "links",
    "missing",
    "owns",
    "parts",
    "places",
    "planned",
    "publics",
    "registration_by",
    "representative_by",
    "said_in",
    "steps",
    "timetable",
    "waiting",
]  # fmt: skip
