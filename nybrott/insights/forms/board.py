"""Forms of the board, of an insight and of a need."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.hearings.models import Evidence
from nybrott.needs.models import Insight, Need
from nybrott.needs.states import NeedState


class BoardForm(forms.Form):
    """What is chosen on the board, and what is to be done with it: `do` is insight, to_insight or to_need."""

    evidence = forms.ModelMultipleChoiceField(Evidence.objects.none(), required=False)
    insight = forms.ModelMultipleChoiceField(Insight.objects.none(), required=False)
    text = forms.CharField(
        label=_("What we learnt"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence that the evidence shows. Not yet what to do about it."),
    )  # fmt: skip
    to_insight = forms.ModelChoiceField(
        Insight.objects.none(), label=_("Insight"), required=False, empty_label=_("Choose an insight")
    )
    to_need = forms.ModelChoiceField(
        Need.objects.none(), label=_("Need"), required=False, empty_label=_("Choose a need")
    )
    do = forms.ChoiceField(
        choices=(("insight", ""), ("to_insight", ""), ("to_need", "")), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, challenge: Challenge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_needs = challenge.needs.exclude(state=NeedState.PARKED)
        self.fields["evidence"].queryset = challenge.evidence.all()  # type: ignore[attr-defined]
        self.fields["insight"].queryset = challenge.insights.all()  # type: ignore[attr-defined]
        self.fields["to_insight"].queryset = challenge.insights.all()  # type: ignore[attr-defined]
        self.fields["to_need"].queryset = open_needs  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Each button needs what it works with."""
        said: dict[str, Any] = super().clean() or {}
        do = said.get("do") or "insight"
        said["do"] = do
        if do == "insight" and not str(said.get("text") or "").strip() and "text" not in self.errors:
            self.add_error("text", _("Write what you learnt, in a sentence."))
        if do == "to_insight" and not said.get("to_insight"):
            self.add_error("to_insight", _("Choose which insight."))
        if do == "to_need" and not said.get("to_need"):
            self.add_error("to_need", _("Choose which need."))
        if do == "to_insight" and not said.get("evidence"):
            self.add_error("to_insight", _("Tick at least one piece of evidence first."))
        if do == "to_need" and not (said.get("evidence") or said.get("insight")):
            self.add_error("to_need", _("Tick at least one piece of evidence or one insight first."))
        return said


class InsightForm(forms.Form):
    """What was learnt."""

    text = forms.CharField(
        label=_("What we learnt"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One sentence that the evidence shows. Not yet what to do about it."),
    )  # fmt: skip


class NeedForm(forms.Form):
    """A need in its parts."""

    who = forms.CharField(label=_("Who"), max_length=200, help_text=_("Those who feel it, not those who buy."))
    situation = forms.CharField(label=_("In which situation"), required=False, max_length=500)
    need = forms.CharField(
        label=_("Needs what"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What they need to be able to do or be sure of. Not a product."),
    )  # fmt: skip
    because = forms.CharField(
        label=_("Because"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    consequence = forms.CharField(
        label=_("What it leads to today"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    how_often = forms.CharField(label=_("How often"), required=False, max_length=200)
    how_many = forms.IntegerField(label=_("How many people"), required=False, min_value=0, max_value=10_000_000)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
