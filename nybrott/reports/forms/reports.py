"""The evaluator's own words in a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4_000


class MakeForm(forms.Form):
    """Typed before the report is made, since nothing in it is changed afterwards."""

    plain = forms.CharField(
        label=_("What we found, in plain words"),
        help_text=_("Comes first in the report. Write it so that someone who was not there understands it: what came of it, for whom, and what to do now."),
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    unknown = forms.CharField(
        label=_("What we cannot know"),
        help_text=_("What the reader must not conclude: what was not measured, who did not answer, what else happened in the meantime."),
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
