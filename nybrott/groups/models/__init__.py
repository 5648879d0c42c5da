"""Same need elsewhere, and buyers' groups."""

from nybrott.groups.models.groups import BuyersGroup, GroupDay, Happening, Party
from nybrott.groups.models.own import OwnNeed
from nybrott.groups.models.sameness import Comparison, Consent, Match, MatchAnswer, verified_statements
from nybrott.groups.models.shared import Addition, Approval, CommonText, GroupDecision, Terms

__all__ = [
    "Addition", "Approval", "BuyersGroup", "CommonText", "Comparison", "Consent", "GroupDay", "GroupDecision", "Happening", "Match", "MatchAnswer",
    "OwnNeed", "Party", "Terms", "verified_statements",
]  # fmt: skip
