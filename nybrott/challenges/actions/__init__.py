"""Everything that changes a challenge, its team and its index, split by noun."""

from nybrott.challenges.actions.anchoring import Ask, anchor_challenge, answer_anchoring, ask_leader
from nybrott.challenges.actions.challenges import (
    ChallengeDetails,
    TwinFound,
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
from nybrott.challenges.actions.likeness import count_tokens, index_challenges, index_everything, index_what_is_old
from nybrott.challenges.actions.teams import answer_team, ask_into_team, leave_team

__all__ = [
    "Ask",
    "ChallengeDetails",
    "TwinFound",
    "anchor_challenge",
    "answer_anchoring",
    "answer_team",
    "ask_into_team",
    "ask_leader",
    "close_hearing",
    "count_tokens",
    "describe_challenge",
    "index_challenges",
    "index_everything",
    "index_what_is_old",
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
