"""What is kept of a challenge: who works on it, what was found before it began, and its words ready to be compared."""

from nybrott.challenges.models.challenges import Anchoring, Challenge, OfChallengeQuerySet, Sharing, TeamMember, Twin
from nybrott.challenges.models.likeness import FreshText, IndexedText, TokenCount, TokenPlaces

__all__ = [
    "Anchoring",
    "Challenge",
    "FreshText",
    "IndexedText",
    "OfChallengeQuerySet",
    "Sharing",
    "TeamMember",
    "TokenCount",
    "TokenPlaces",
    "Twin",
]
