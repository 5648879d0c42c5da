"""What was heard, as lists, pages and the red thread show it."""

from nybrott.hearings.queries.heard import (
    contribution_behind,
    contributions,
    counts,
    evidence,
    heard_at,
    open_challenges,
    reached,
    reputation_of,
)
from nybrott.hearings.queries.voices import voices_of

__all__ = [
    "contribution_behind",
    "contributions",
    "counts",
    "evidence",
    "heard_at",
    "open_challenges",
    "reached",
    "reputation_of",
    "voices_of",
]
