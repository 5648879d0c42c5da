"""Questions, who evaluates and decides, and what is compared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.effects.models import Plan
from nybrott.effects.queries import leads
from nybrott.effects.states import Level
from nybrott.people.models import Membership, User
from nybrott.people.roles import permissions_of
from nybrott.ui.forms import DayField, OneLineField

PERIODS = ((1, _("A month")), (3, _("A quarter")), (12, _("A year")))


class QuestionForm(forms.Form):
    """A question the evaluation shall answer."""

    text = OneLineField(
        label=_("What is the evaluation to answer?"), max_length=500,
        help_text=_("A question you can answer with yes, no or how much. For example: do more units ask users before they buy?"),
    )  # fmt: skip


class PeopleForm(forms.Form):
    """Who evaluates, who decides what, by when."""

    evaluator = forms.TypedChoiceField(
        label=_("Who evaluates"), required=False, coerce=int, empty_value=None,
        help_text=_("Preferably someone who does not lead the run. Those who may evaluate are listed; an administrator gives the role."),
    )  # fmt: skip
    no_distance = OneLineField(
        label=_("If the person leads runs: why they evaluate all the same"), required=False, max_length=500,
        help_text=_("The report says it."),
    )  # fmt: skip
    decides = forms.TypedChoiceField(
        label=_("Who decides on the basis of it"), required=False, coerce=int, empty_value=None
    )
    decides_what = OneLineField(
        label=_("What is decided"), required=False, max_length=500,
        help_text=_("For example: whether the programme goes on, is changed, or stops, and with how many hours."),
    )  # fmt: skip
    decides_on = DayField(label=_("By when"), required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        there = Membership.objects.filter(organisation=plan.organisation_id, user__is_active=True).current()
        people = list(there.select_related("user").order_by("user__sort_name", "user_id"))
        self.people: dict[int, User] = {one.user_id: one.user for one in people}
        can = [one.user for one in people if "evaluations.manage" in permissions_of(frozenset(one.roles))]
        self.fields["evaluator"].choices = [("", _("No one yet")), *((one.pk, one.name) for one in can)]  # type: ignore[attr-defined]
        self.fields["decides"].choices = [("", _("No one yet")), *((one.pk, one.name) for one in self.people.values())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever leads runs has no distance, and then it is said why; a decision comes after the run has begun."""
        said: dict[str, Any] = super().clean() or {}
        close, why = leads(self.plan, said.get("evaluator")), said.get("no_distance", "")
        if close and not why:
            self.add_error(
                "no_distance",
                _("This person leads runs. Write why they evaluate all the same, or choose someone else."),
            )
        if why and not close and said.get("evaluator"):
            self.add_error("no_distance", _("This person leads no runs. Take the reason out."))
        on = said.get("decides_on")
        if on is not None and on <= self.plan.run.begins_on:
            self.add_error("decides_on", _("A decision about a run is made after it has begun."))
        return said

    def said(self) -> dict[str, Any]:
        """What was said, as `actions.Said` takes it."""
        found = dict(self.cleaned_data)
        for name in ("evaluator", "decides"):
            found[name] = self.people.get(found[name]) if found[name] else None
        return found


class ComparisonForm(forms.Form):
    """What it is compared with, besides other organisations."""

    with_units = forms.BooleanField(label=_("Units that do not take part in the run"), required=False)
    own_years = forms.IntegerField(
        label=_("Own earlier years, in official notices"), required=False, min_value=0, max_value=20, help_text=_("How many years back; 0 for none."),
    )  # fmt: skip
    period = forms.TypedChoiceField(label=_("Official notices are counted by"), coerce=int, choices=PERIODS)
    not_compared = OneLineField(
        label=_("If nothing is compared: why"), required=False, max_length=500,
        help_text=_("Without a comparison, no one can say what would have happened anyway. The report says so."),
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, units: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.units = plan, units
        if units:
            self.fields["with_units"].help_text = ", ".join(units)
        else:
            self.fields["with_units"].help_text = _("The run has chosen none. Choose them on the run's own page.")

    def clean(self) -> dict[str, Any]:
        """Either something is compared, or it is said why nothing is."""
        said: dict[str, Any] = super().clean() or {}
        said["own_years"] = said.get("own_years") or 0
        if said.get("with_units") and not self.units:
            self.add_error("with_units", _("The run has chosen no units to compare with."))
        if said.get("not_compared") and (said["own_years"] or said.get("with_units") or self.plan.others):
            self.add_error("not_compared", _("Something is compared. Take the reason out."))
        return said


class LeftOutForm(forms.Form):
    """Why nothing is measured on a level."""

    why = OneLineField(
        label=_("Why nothing is measured on this level"), required=False, max_length=500, help_text=_("Leave empty to remove it."),
    )  # fmt: skip
    level = forms.ChoiceField(choices=Level.choices, widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    """Why a settled plan is opened again."""

    reason = OneLineField(
        label=_("Why it is opened again"), max_length=500,
        help_text=_("The reason is shown in the plan, in the journal and in the report."),
    )  # fmt: skip
