"""What is asked when a report is published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """The draft that was read, and why there is a new version when there is one already."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    because = forms.CharField(
        label=_("Why there is a new version"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It appears in the report, and earlier versions stay as they are."),
        error_messages={"required": _("This year already has a version. Write why there is a new one.")},
    )  # fmt: skip

    def __init__(self, *args: Any, again: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        if not again:
            del self.fields["because"]
