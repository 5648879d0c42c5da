"""What is typed about same needs and buyers' groups."""

from nybrott.groups.forms.groups import (
    AdditionForm,
    AskForm,
    ChangeForm,
    DayForm,
    DecisionForm,
    DialogueForm,
    LooseReasonForm,
    ProposeForm,
    ReasonForm,
    TermsForm,
    TextForm,
)
from nybrott.groups.forms.own import OwnNeedsForm
from nybrott.groups.forms.sameness import NotSameForm

__all__ = [
    "AdditionForm", "AskForm", "ChangeForm", "DayForm", "DecisionForm", "DialogueForm", "LooseReasonForm", "NotSameForm", "OwnNeedsForm", "ProposeForm",
    "ReasonForm", "TermsForm", "TextForm",
]  # fmt: skip
