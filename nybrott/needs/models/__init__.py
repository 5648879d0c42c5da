"""What is kept from what was heard to an approved description, in the order of the red thread."""

from nybrott.needs.models.descriptions import ChecklistPoint, Comment, NeedDescription, OutcomeGoal, SuccessCriterion
from nybrott.needs.models.sense import Insight, Need, NeedLink, NeedSource, pieces_behind
from nybrott.needs.models.statements import ProblemStatement, RemarkAnswer

__all__ = [
    "ChecklistPoint",
    "Comment",
    "Insight",
    "Need",
    "NeedDescription",
    "NeedLink",
    "NeedSource",
    "OutcomeGoal",
    "ProblemStatement",
    "RemarkAnswer",
    "SuccessCriterion",
    "pieces_behind",
]
