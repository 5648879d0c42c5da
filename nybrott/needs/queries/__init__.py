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

__all__ = [
    "CHALLENGE_SORTS",
    "ChallengePage",
    "ChallengeRow",
    "challenge_page",
    "challenges",
    "next_step",
    "stops_of",
]
