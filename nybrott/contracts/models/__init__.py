"""Tables of the room."""

from nybrott.contracts.models.contracts import Contract, Milestone, OfContractQuerySet, Party
from nybrott.contracts.models.trials import Patience, Rest, Review, TrialResult

__all__ = [
    "Contract", "Milestone", "OfContractQuerySet", "Party", "Patience", "Rest", "Review", "TrialResult",
]  # fmt: skip
