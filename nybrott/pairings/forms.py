"""Whom a driver is to be paired with, and why a pair does not come about or ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ChooseForm(forms.Form):
    """The mentor chosen for a driver by hand; empty leaves it to the plan. `seen` is what was chosen when the page was made."""

    mentor = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=100_000)

    def __init__(self, *args: Any, mentors: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"].choices = [("", ""), *((key, str(key)) for key in mentors)]  # type: ignore[attr-defined]


class NoForm(forms.Form):
    """Why somebody says no."""

    reason = forms.CharField(
        label=_("Why not"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only those who lead the run read it."),
    )  # fmt: skip


class EndForm(forms.Form):
    """Why a pair ends."""

    reason = forms.CharField(
        label=_("Why it ends"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only those who lead the run read it."),
    )  # fmt: skip
