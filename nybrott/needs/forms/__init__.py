"""What people type about problems and needs, cleaned. Nothing is saved here."""

from nybrott.needs.forms.statements import RemarkAnswerForm, StatementForm

__all__ = [
    "RemarkAnswerForm",
    "StatementForm",
]
