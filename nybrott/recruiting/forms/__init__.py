"""What people type about runs, cleaned. Nothing is saved here."""

from nybrott.recruiting.forms.parts import (
    LANGUAGES,
    LeaderForm,
    PartForm,
    PeopleFilter,
    PutInForm,
    ReasonForm,
    SignUpForm,
    as_it_is,
)
from nybrott.recruiting.forms.yes import REASONS, AnswerForm, CallForm, OpenCallForm

__all__ = [
    "LANGUAGES",
    "REASONS",
    "AnswerForm",
    "CallForm",
    "LeaderForm",
    "OpenCallForm",
    "PartForm",
    "PeopleFilter",
    "PutInForm",
    "ReasonForm",
    "SignUpForm",
    "as_it_is",
]
