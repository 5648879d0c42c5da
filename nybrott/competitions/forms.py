"""What people type about official notices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.ui.forms import OneLineField


class NumberForm(forms.Form):
    """The number or address of a notice."""

    number = OneLineField(
        label=_("Number or address of the notice"), max_length=1_000,
        help_text=_("As it appears on Doffin (2026-123456) or TED (123456-2026), or the address of its page."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Whether a notice belongs to the procurement."""

    verb = forms.ChoiceField(choices=[("confirm", ""), ("reject", "")], widget=forms.HiddenInput)
    reason = OneLineField(label=_("Why"), max_length=500, required=False)
