"""The pages of the room, in the order of the red thread."""

from nybrott.needs.views.anchoring import anchoring, answer_anchoring
from nybrott.needs.views.challenges import challenge, challenges, describe
from nybrott.needs.views.descriptions import (
    begin_description,
    compare_versions,
    description,
    settle_comment,
    step_description,
    take_along,
    version,
    write_description,
)
from nybrott.needs.views.evidence import change_evidence, evidence, record_evidence, remove_evidence
from nybrott.needs.views.hearing import contribution, contributions, enter_contribution
from nybrott.needs.views.public import code, contribute, mine, open_challenges, poster, take_back, told
from nybrott.needs.views.raising import raise_
from nybrott.needs.views.statements import choose_problem, problem, reword_problem, statement, word_problem
from nybrott.needs.views.steps import close_hearing, hearing, park, resume, reuse
from nybrott.needs.views.teams import answer_team, leave_team, team
from nybrott.needs.views.twins import shared, twins

__all__ = [
    "anchoring",
    "answer_anchoring",
    "answer_team",
    "begin_description",
    "challenge",
    "challenges",
    "change_evidence",
    "choose_problem",
    "close_hearing",
    "code",
    "compare_versions",
    "contribute",
    "contribution",
    "contributions",
    "describe",
    "description",
    "enter_contribution",
    "evidence",
    "hearing",
    "leave_team",
    "mine",
    "open_challenges",
    "park",
    "poster",
    "problem",
    "raise_",
    "record_evidence",
    "remove_evidence",
    "resume",
    "reuse",
    "reword_problem",
    "settle_comment",
    "shared",
    "statement",
    "step_description",
    "take_along",
    "take_back",
    "team",
    "told",
    "twins",
    "version",
    "word_problem",
    "write_description",
]
