"""What is read of market dialogues."""

from nybrott.dialogues.queries.dialogues import announced
from nybrott.dialogues.queries.exchanges import (
    UNDECIDED,
    Like,
    alike,
    answered,
    contacts,
    exchange_waits,
    likest,
    names_the_asker,
    receivers,
    shown_items,
    waiting_queries,
)
from nybrott.dialogues.queries.hung import (
    add_dates,
    add_own,
    add_part,
    add_planned,
    add_public,
    add_step,
    crumbs,
    owns,
    parts,
    planned,
    publics,
    steps,
    waiting,
)
from nybrott.dialogues.queries.ledger import entries, links
from nybrott.dialogues.queries.suppliers import hash_of, representative_by

__all__ = [
    "UNDECIDED", "Like", "add_dates", "add_own", "add_part", "add_planned", "add_public", "add_step", "alike", "announced", "answered", "contacts",
    "crumbs", "entries", "exchange_waits", "hash_of", "likest", "links", "names_the_asker", "owns", "parts", "planned", "publics", "receivers",
    "representative_by", "shown_items", "steps", "waiting", "waiting_queries",
]  # fmt: skip
