"""What is read of market dialogues."""

from nybrott.dialogues.queries.dialogues import announced
from nybrott.dialogues.queries.hung import (
    add_dates,
    add_own,
    add_part,
    add_place,
    add_planned,
    add_public,
    add_step,
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
from nybrott.dialogues.queries.suppliers import hash_of, representative_by

__all__ = [
    "add_dates", "add_own", "add_part", "add_place", "add_planned", "add_public", "add_step", "announced", "crumbs", "entries", "hash_of", "links", "owns", "parts", "places",
    "planned", "publics", "representative_by", "steps", "waiting",
]  # fmt: skip
