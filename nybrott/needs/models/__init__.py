"""What is kept from a felt struggle to a verified need, in the order of the red thread."""

from nybrott.needs.models.challenges import Anchoring, Challenge, TeamMember, Twin
from nybrott.needs.models.descriptions import (
    ChecklistPoint,
    Comment,
    NeedDescription,
    OutcomeGoal,
    SuccessCriterion,
)
from nybrott.needs.models.hearing import Contribution, Evidence, Informant, ReplyWish
from nybrott.needs.models.likeness import IndexedText, TokenCount
from nybrott.needs.models.priorities import Criterion, Priority, Score
from nybrott.needs.models.sense import Insight, Need, NeedLink, NeedSource, pieces_behind
from nybrott.needs.models.statements import ProblemStatement, RemarkAnswer

__all__ = [
    "Anchoring",
    "Challenge",
    "ChecklistPoint",
    "Comment",
    "Contribution",
    "Criterion",
    "Evidence",
    "IndexedText",
    "Informant",
    "Insight",
    "Need",
    "NeedDescription",
    "NeedLink",
    "NeedSource",
    "OutcomeGoal",
    "Priority",
    "ProblemStatement",
    "RemarkAnswer",
    "ReplyWish",
    "Score",
    "SuccessCriterion",
    "TeamMember",
    "TokenCount",
    "Twin",
    "pieces_behind",
]
