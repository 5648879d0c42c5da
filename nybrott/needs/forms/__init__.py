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
from nybrott.needs.forms.hearing import (
    AnswerForm,
    ContributionForm,
    EnterForm,
    EvidenceForm,
    HowItWentForm,
    TakeUpForm,
)
from nybrott.needs.forms.statements import RemarkAnswerForm, StatementForm

__all__ = [
    "AnchoringAnswerForm",
    "AnchoringForm",
    "AnswerForm",
    "ChallengeFilter",
    "ChallengeForm",
    "ContributionForm",
    "EnterForm",
    "EvidenceForm",
    "HearingForm",
    "HowItWentForm",
    "ReasonForm",
    "RemarkAnswerForm",
    "StatementForm",
    "TakeUpForm",
    "TeamForm",
]
