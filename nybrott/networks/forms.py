"""What one types about a network."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.people.models import Organisation
from nybrott.ui.forms import OneLineField


class NetworkForm(forms.Form):
    """What a network is called and what it is for."""

    name = OneLineField(label=_("Name"), max_length=200)
    purpose = forms.CharField(
        label=_("What it is for"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class AskForm(forms.Form):
    """Which organisation to ask into a network."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose an organisation")), *((one.pk, one.name) for one in organisations)]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
