"""What is typed when two needs are not the same."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NotSameForm(forms.Form):
    """Why it is another need."""

    reason = forms.CharField(
        label=_("What is different"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence. The other side reads it, and you are not asked about these two again."),
    )  # fmt: skip
