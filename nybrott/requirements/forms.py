"""What buyers type about requirements and award criteria."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.procurements.models import Procurement
from nybrott.requirements import queries
from nybrott.requirements.models import Requirement
from nybrott.requirements.states import LANGUAGES, Kind, Moment, Strength
from nybrott.ui.forms import OneLineField


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RequirementForm(forms.Form):
    """A requirement with the needs it answers and its test. Without a kind it is asked for, with the one the words speak for proposed."""

    text = forms.CharField(
        label=_("Requirement"), max_length=2_000, widget=_area(4),
        help_text=_("What must someone be able to do, or how well must it work? Leave open how it is solved."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Kind.choices, required=False, widget=forms.RadioSelect,
        help_text=_("Leave it open to see which kind the words point to."),
    )  # fmt: skip
    strength = forms.ChoiceField(label=_("Must be met or rewarded"), choices=Strength.choices, initial=Strength.MUST, widget=forms.RadioSelect)  # fmt: skip
    needs = forms.ModelMultipleChoiceField(Requirement.objects.none(), label=_("Needs it answers"), required=False, widget=forms.CheckboxSelectMultiple)  # fmt: skip
    test_what = OneLineField(label=_("What is measured"), max_length=500, required=False)
    test_how = OneLineField(label=_("How it is measured"), max_length=500, required=False, help_text=_("Who tries it, with whom, how many times."))  # fmt: skip
    test_when = forms.ChoiceField(label=_("When it is measured"), choices=[("", "–"), *Moment.choices], required=False)
    threshold = OneLineField(label=_("Met when"), max_length=300, required=False, help_text=_("For example: 9 of 10 succeed without help."))  # fmt: skip
    law = OneLineField(label=_("Reference to the law"), max_length=300, required=False, help_text=_("When the requirement comes from a law or a regulation."))  # fmt: skip

    def __init__(self, *given: Any, procurement: Procurement, **named: Any) -> None:
        super().__init__(*given, **named)
        _choose_needs(self, procurement)


class CriterionForm(forms.Form):
    """An award criterion with what it concerns."""

    name = OneLineField(label=_("Name"), max_length=200)
    weight = forms.DecimalField(
        label=_("Weight in per cent"), min_value=Decimal("0.01"), max_value=Decimal(100), max_digits=5, decimal_places=2, localize=True,
        help_text=_("All criteria together must be 100 before the set is settled."),
    )  # fmt: skip
    rewards = forms.CharField(label=_("What it rewards"), max_length=2_000, widget=_area(3))
    is_better = forms.BooleanField(
        label=_("It rewards better than the minimum"), required=False,
        help_text=_("An offer that does more than the requirements ask for gets more points."),
    )  # fmt: skip
    scale = forms.CharField(
        label=_("How points are given"), max_length=2_000, required=False, widget=_area(3),
        help_text=_("What gives few points, what gives many, and who judges."),
    )  # fmt: skip
    requirements = forms.ModelMultipleChoiceField(Requirement.objects.none(), label=_("Requirements it concerns"), required=False, widget=forms.CheckboxSelectMultiple)  # fmt: skip
    needs = forms.ModelMultipleChoiceField(Requirement.objects.none(), label=_("Needs it concerns"), required=False, widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def __init__(self, *given: Any, procurement: Procurement, **named: Any) -> None:
        super().__init__(*given, **named)
        _choose_needs(self, procurement)
        if procurement.requirements.exists():
            self.fields["requirements"].queryset = procurement.requirements.all()  # type: ignore[attr-defined]
        else:
            del self.fields["requirements"]


def _choose_needs(form: forms.Form, procurement: Procurement) -> None:
    """The procurement's needs to choose among; no question without any."""
    found = queries.needs_of(procurement)
    if found.exists():
        form.fields["needs"].queryset = found  # type: ignore[attr-defined]
    else:
        del form.fields["needs"]


class KeepForm(forms.Form):
    """Keep, because …"""

    rule = forms.CharField(max_length=40, widget=forms.HiddenInput)
    words = forms.CharField(max_length=300, widget=forms.HiddenInput, strip=False)
    because = OneLineField(label=_("Keep, because"), max_length=500)


class SettleForm(forms.Form):
    """Settling, with why holes stand where there are any."""

    because = OneLineField(label=_("Why the gaps remain"), max_length=1_000)

    def __init__(self, *given: Any, holes: int, **named: Any) -> None:
        super().__init__(*given, **named)
        if not holes:
            del self.fields["because"]


class LanguageForm(forms.Form):
    """Which language requirements are written in."""

    language = forms.ChoiceField(label=_("Written in"), choices=LANGUAGES)


HOLES = (
    ("any", _("Any gap")), ("need", _("Need without a requirement")), ("without_need", _("Requirement without a need")),
    ("without_test", _("Requirement without a test")), ("not_rewarded", _("To be rewarded, without a criterion")),
    ("criterion", _("Criterion without a requirement or a need")),
)  # fmt: skip
ALL = ("", _("All"))


class RequirementFilter(forms.Form):
    """Which requirements are shown."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *Kind.choices], required=False)
    strength = forms.ChoiceField(label=_("Must be met or rewarded"), choices=[ALL, *Strength.choices], required=False)
    hole = forms.ChoiceField(label=_("Gap"), choices=[ALL, HOLES[0], *HOLES[2:5]], required=False)


class TraceFilter(forms.Form):
    """Which lines of the chain are shown."""

    need = forms.ChoiceField(label=_("Need"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *Kind.choices], required=False)
    hole = forms.ChoiceField(label=_("Gap"), choices=[ALL, *HOLES], required=False)

    def __init__(self, *given: Any, needs: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["need"].choices = [ALL, *needs]  # type: ignore[attr-defined]
