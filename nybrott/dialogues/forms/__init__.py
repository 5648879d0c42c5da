"""What people fill in about market dialogues."""

from nybrott.dialogues.forms.exchanges import (
    AnswerForm,
    AskForm,
    ContactForm,
    ItemForm,
    NoteQueryForm,
    ReasonForm,
    ShareForm,
)

__all__ = ["AnswerForm", "AskForm", "ContactForm", "ItemForm", "NoteQueryForm", "ReasonForm", "ShareForm"]
