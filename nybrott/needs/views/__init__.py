"""The pages of the room, in the order of the red thread."""

from nybrott.needs.views.anchoring import anchoring, answer_anchoring
from nybrott.needs.views.challenges import challenge, challenges, describe, raise_
from nybrott.needs.views.steps import close_hearing, hearing, park, resume, reuse
from nybrott.needs.views.teams import answer_team, leave_team, team

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
    "team",
]
