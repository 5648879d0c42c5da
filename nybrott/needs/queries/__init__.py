"""What is read across the tables of the room."""

from nybrott.needs.queries.challenges import (
    CHALLENGE_SORTS,
    ChallengePage,
    ChallengeRow,
    challenge_page,
    challenges,
    next_step,
    stops_of,
)
from nybrott.needs.queries.hearing import (
    contribution_behind,
    contributions,
    evidence,
    heard_at,
    open_challenges,
    reputation_of,
)
from nybrott.needs.queries.statements import statements

__all__ = [
    "CHALLENGE_SORTS",
    "ChallengePage",
    "ChallengeRow",
    "challenge_page",
    "challenges",
    "contribution_behind",
    "contributions",
    "evidence",
    "heard_at",
    "next_step",
    "open_challenges",
    "reputation_of",
    "statements",
    "stops_of",
]
