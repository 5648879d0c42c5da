"""What people type about pairings, times, sessions and notes."""

from nybrott.guidance.forms.sessions import (
    AgendaForm,
    BookForm,
    HowForm,
    MinutesForm,
    NoteForm,
    ProposeForm,
    ReasonForm,
    StepForm,
)
from nybrott.guidance.forms.times import OtherForm, TermsForm, WeeklyForm

__all__ = [
    "AgendaForm", "BookForm", "HowForm", "MinutesForm", "NoteForm", "OtherForm", "ProposeForm", "ReasonForm", "StepForm", "TermsForm", "WeeklyForm",
]  # fmt: skip
