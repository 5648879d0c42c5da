"""Forms of problem statements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.needs.models import Need

LANGUAGES = (("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English")))


class StatementForm(forms.Form):
    """The real problem and the question it opens."""

    problem = forms.CharField(
        label=_("The real problem"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Who struggles, in which situation, how often, what it leads to, and how you know."),
    )  # fmt: skip
    question = forms.CharField(
        label=_("How might we"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A question that is open to many answers and proposes none."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Written in"), choices=LANGUAGES)
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(), label=_("Needs it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, challenge: Challenge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = challenge.needs.exclude(state="parked")
        if own.exists():
            self.fields["needs"].queryset = own  # type: ignore[attr-defined]
        else:
            del self.fields["needs"]


class RemarkAnswerForm(forms.Form):
    """On purpose, because …"""

    rule = forms.CharField(max_length=40, widget=forms.HiddenInput)
    words = forms.CharField(max_length=300, widget=forms.HiddenInput)
    because = forms.CharField(label=_("On purpose, because"), max_length=500)
