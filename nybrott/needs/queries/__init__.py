"""What is read across the tables of the room."""

from nybrott.needs.queries.beginning import beginning_of
from nybrott.needs.queries.challenges import (
    CHALLENGE_SORTS,
    UNDER_WAY,
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
from nybrott.needs.queries.likeness import LikelyTwin, likely_twins, reader, shared_challenge, speaking_of
from nybrott.needs.queries.noticed import likely_notices
from nybrott.needs.queries.parts import add_part, add_step, parts
from nybrott.needs.queries.statements import statements
from nybrott.needs.queries.twins import SettledTwin, new_twins, settled_twins, twins_of
from nybrott.needs.queries.voices import voices_of
from nybrott.needs.queries.wordings import wordings_of

__all__ = [
    "CHALLENGE_SORTS",
    "UNDER_WAY",
    "ChallengePage",
    "ChallengeRow",
    "LikelyTwin",
    "SettledTwin",
    "add_part",
    "add_step",
    "beginning_of",
    "challenge_page",
    "challenges",
    "contribution_behind",
    "contributions",
    "evidence",
    "heard_at",
    "likely_notices",
    "likely_twins",
    "new_twins",
    "next_step",
    "open_challenges",
    "parts",
    "reader",
    "reputation_of",
    "settled_twins",
    "shared_challenge",
    "speaking_of",
    "statements",
    "stops_of",
    "twins_of",
    "voices_of",
    "wordings_of",
]
