"""What one types about a run and what it shall reach."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.people.models import Network, Unit
from nybrott.people.queries.units import paths
from nybrott.ui.forms import DayField, OneLineField

CALL = ("call", "sign_up_until", "places")  # said where the call is, once it has been opened


def _hours(label: object) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=2_000)  # type: ignore[arg-type]


class PlanForm(forms.Form):
    """A run to plan or to change. `whole`: the call can be written here too, and a network be chosen."""

    title = OneLineField(label=_("What it is called"), max_length=200)
    network = forms.ModelChoiceField(
        Network.objects.none(), label=_("For a network"), required=False, empty_label=_("No, for our own people"),
        help_text=_("Then people from all its organisations can take part. Each organisation sees only its own."),
    )  # fmt: skip
    begins_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    goal = forms.CharField(label=_("What it should lead to"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    call = forms.CharField(
        label=_("What those who may sign up read"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 4})
    )  # fmt: skip
    sign_up_until = DayField(label=_("Last day to sign up"), required=False)
    places = forms.IntegerField(label=_("Places for drivers"), required=False, min_value=1, max_value=5_000, help_text=_("Empty: as many as want to come."))  # fmt: skip
    hours_driver = _hours(_("Hours for each driver"))
    hours_mentor = _hours(_("Hours for each mentor"))
    hours_lead = _hours(_("Hours for leading the run"))
    units = forms.TypedMultipleChoiceField(label=_("Units it is for"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple)  # fmt: skip
    compared = forms.TypedMultipleChoiceField(
        label=_("Units to compare with"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Units much like those that take part, where nothing is done. They are not asked to do anything."),
    )  # fmt: skip
    no_compared = OneLineField(label=_("If there are none: why"), required=False, max_length=500)

    def __init__(self, *args: Any, actor: Actor, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Network.objects.visible_to(actor).filter(keeper_id=actor.organisation_id).order_by("name", "pk")
        self.fields["network"].queryset = kept  # type: ignore[attr-defined]
        for name in CALL if not whole else ():
            del self.fields[name]
        if not whole or not kept:
            del self.fields["network"]
        self.actor, units = actor, paths(actor)
        for name in ("units", "compared"):
            self.fields[name].choices = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first; signing up ends before the run does; no unit is on both sides."""
        said: dict[str, Any] = super().clean() or {}
        first, last, until = said.get("begins_on"), said.get("ends_on"), said.get("sign_up_until")
        if first and last and last <= first:
            self.add_error("ends_on", _("The last day comes after the first."))
        if until and last and until > last:
            self.add_error("sign_up_until", _("People cannot sign up after the run is over."))
        if set(said.get("units") or ()) & set(said.get("compared") or ()):
            self.add_error("compared", _("A unit that takes part cannot be used for comparison."))
        return said

    def plan(self) -> dict[str, Any]:
        """What was said, as `actions.RunPlan` takes it."""
        said = dict(self.cleaned_data)
        said.pop("network", None)
        hours = {role: said.pop(f"hours_{role}") for role in ("driver", "mentor", "lead")}
        units = Unit.objects.visible_to(self.actor)
        for name in ("units", "compared"):
            said[name] = tuple(units.filter(pk__in=said[name]))
        return said | {"hours": {role: most for role, most in hours.items() if most is not None}}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class BeginForm(forms.Form):
    """Why a run begins although something is missing; needed only then."""

    reason = forms.CharField(
        label=_("Why it begins without what is missing"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reason is shown on the run’s page and in the journal."),
    )  # fmt: skip


class TargetForm(forms.Form):
    """Something to reach."""

    name = OneLineField(label=_("What should be achieved"), max_length=300)
    how = forms.CharField(label=_("How it is measured"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    unit = OneLineField(label=_("Counted in"), required=False, max_length=60)
    baseline = forms.DecimalField(label=_("Value before"), required=False, max_digits=14, decimal_places=2)
    baseline_on = DayField(label=_("As of"), required=False)
    no_baseline = OneLineField(label=_("If no one knows it: why"), required=False, max_length=500)
    target = forms.DecimalField(label=_("Value to reach"), required=False, max_digits=14, decimal_places=2)

    def clean(self) -> dict[str, Any]:
        """A value before has its day, and then there is no reason why there is none."""
        said: dict[str, Any] = super().clean() or {}
        before, day = said.get("baseline"), said.get("baseline_on")
        if before is not None and day is None and "baseline_on" not in self.errors:
            self.add_error("baseline_on", _("Say which day the value is from."))
        if before is None and day is not None and "baseline" not in self.errors:
            self.add_error("baseline", _("Say what the value was on that day, or remove the day."))
        if before is not None and said.get("no_baseline"):
            self.add_error("no_baseline", _("There is a value. Remove either the reason or the value."))
        return said


class ReadingForm(forms.Form):
    """What a target is now."""

    value = forms.DecimalField(label=_("Value"), max_digits=14, decimal_places=2)
    measured_on = DayField(label=_("Measured on"))
    note = OneLineField(label=_("How it was found out"), required=False, max_length=300)

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measured_on"]
        field.validators.append(MaxValueValidator(today, _("Nothing has been measured on a day to come.")))
