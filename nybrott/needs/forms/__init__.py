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
from nybrott.needs.forms.twins import JoinForm, TwinForm

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
    "JoinForm",
    "ReasonForm",
    "RemarkAnswerForm",
    "StatementForm",
    "TakeUpForm",
    "TeamForm",
    "TwinForm",
]
