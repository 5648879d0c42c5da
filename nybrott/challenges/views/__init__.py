"""The pages of a challenge."""

from nybrott.challenges.views.anchoring import anchoring, answer_anchoring
from nybrott.challenges.views.challenges import challenge, challenges, describe
from nybrott.challenges.views.raising import raise_
from nybrott.challenges.views.steps import close_hearing, hearing, park, resume, reuse
from nybrott.challenges.views.teams import answer_team, leave_team, team
from nybrott.challenges.views.twins import shared, twins

__all__ = [
    "anchoring",
    "answer_anchoring",
    "answer_team",
    "challenge",
    "challenges",
    "close_hearing",
    "describe",
    "hearing",
    "leave_team",
    "park",
    "raise_",
    "resume",
    "reuse",
    "shared",
    "team",
    "twins",
]
