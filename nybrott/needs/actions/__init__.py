"""Everything that changes a challenge and what hangs on it, split by noun."""

from nybrott.needs.actions.anchoring import anchor_challenge, answer_anchoring, ask_leader
from nybrott.needs.actions.challenges import (
    ChallengeDetails,
    close_hearing,
    describe_challenge,
    join_challenge,
    mark_described,
    open_hearing,
    park_challenge,
    raise_challenge,
    resume_challenge,
    reuse_solution,
    settle_twin,
)
from nybrott.needs.actions.teams import answer_team, ask_into_team, leave_team

__all__ = [
    "ChallengeDetails",
    "anchor_challenge",
    "answer_anchoring",
    "answer_team",
    "ask_into_team",
    "ask_leader",
    "close_hearing",
    "describe_challenge",
    "join_challenge",
    "leave_team",
    "mark_described",
    "open_hearing",
    "park_challenge",
    "raise_challenge",
    "resume_challenge",
    "reuse_solution",
    "settle_twin",
]
