"""What people type here, cleaned. Nothing is saved."""

from nybrott.gatherings.forms.gatherings import AskForm, DecisionForm, GatheringForm, OutcomeForm, ReasonForm, StoryForm
from nybrott.gatherings.forms.outreach import DeclareForm, OutreachForm

__all__ = [
    "AskForm",
    "DecisionForm",
    "DeclareForm",
    "GatheringForm",
    "OutcomeForm",
    "OutreachForm",
    "ReasonForm",
    "StoryForm",
]
