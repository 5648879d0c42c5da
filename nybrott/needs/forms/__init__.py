"""What people type about challenges, cleaned. Nothing is saved here."""

from nybrott.needs.forms.challenges import (
    AnchoringAnswerForm,
    AnchoringForm,
    ChallengeFilter,
    ChallengeForm,
    HearingForm,
    ReasonForm,
    TeamForm,
)

__all__ = [
    "AnchoringAnswerForm",
    "AnchoringForm",
    "ChallengeFilter",
    "ChallengeForm",
    "HearingForm",
    "ReasonForm",
    "TeamForm",
]
