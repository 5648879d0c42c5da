"""What is read of a dialogue's ledger: the view of equal treatment, the seals of days, and the annex for the tender documents."""

from nybrott.ledgers.queries.annex import LANGUAGES, annex
from nybrott.ledgers.queries.equality import (
    Seen,
    days_over,
    heads,
    ledger_lines,
    next_step,
    pack_of,
    packs_of,
    places_of,
    seen_of,
    terms_of,
)

__all__ = ["LANGUAGES", "Seen", "annex", "days_over", "heads", "ledger_lines", "next_step", "pack_of", "packs_of", "places_of", "seen_of", "terms_of"]  # fmt: skip
