"""What people type about challenges, cleaned. Nothing is saved here."""

from nybrott.challenges.forms.challenges import (
    AnchoringAnswerForm,
    AnchoringForm,
    ChallengeFilter,
    ChallengeForm,
    HearingForm,
    ReasonForm,
    TeamForm,
)
from nybrott.challenges.forms.twins import JoinForm, TwinForm

__all__ = [
    "AnchoringAnswerForm",
    "AnchoringForm",
    "ChallengeFilter",
    "ChallengeForm",
    "HearingForm",
    "JoinForm",
    "ReasonForm",
    "TeamForm",
    "TwinForm",
]
