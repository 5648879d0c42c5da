"""What was heard, as lists, pages and the red thread show it."""

from nybrott.hearings.queries.heard import (
    PANELS,
    PUBLIC_PANELS,
    add_panel,
    add_public_panel,
    contribution_behind,
    contributions,
    counts,
    evidence,
    heard_at,
    open_challenges,
    reached,
)
from nybrott.hearings.queries.voices import voices_of

__all__ = [
    "PANELS",
    "PUBLIC_PANELS",
    "add_panel",
    "add_public_panel",
    "contribution_behind",
    "contributions",
    "counts",
    "evidence",
    "heard_at",
    "open_challenges",
    "reached",
    "voices_of",
]
