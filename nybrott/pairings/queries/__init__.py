"""What is read across the tables: who is to be paired, the plan and what it costs to change it, the pairs there are."""

from nybrott.pairings.queries import words
from nybrott.pairings.queries.plans import (
    SHOWS,
    Plan,
    Row,
    pair_page,
    pairing_step,
    plan_of,
    roster_said,
    seen_of,
    standing_of,
)
from nybrott.pairings.queries.rosters import People, id_of, people_of
from nybrott.pairings.queries.words import barred_said, told_reasons, why_over

__all__ = [
    "SHOWS", "People", "Plan", "Row", "barred_said", "id_of", "pair_page", "pairing_step", "people_of", "plan_of", "roster_said", "seen_of",
    "standing_of", "told_reasons", "why_over", "words",
]  # fmt: skip
