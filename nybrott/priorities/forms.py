"""Forms of a round: preparing it, scoring one need, deciding about one."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.needs.models import Need
from nybrott.people.models import Membership, Unit, User
from nybrott.people.roles import ROLES
from nybrott.priorities.models import Criterion, Round
from nybrott.priorities.states import USUAL, Outcome
from nybrott.ui.forms import DayField, OneLineField

MOST_CRITERIA, SPARE_CRITERIA = 10, 2
CANNOT = "x"


def _members(actor: Actor) -> "QuerySet[User]":
    members = Membership.objects.visible_to(actor).filter(ended_at__isnull=True)
    return User.objects.filter(memberships__in=members, is_active=True).distinct().order_by("name")


class _Needs(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Needs to tick, each with how well it is founded beside it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.who}: {obj.need} · {obj.get_state_display()}"


class BeginForm(forms.Form):
    """A round across challenges: what it is called, and of which unit, if not of the whole organisation."""

    title = OneLineField(label=_("What it is called"), max_length=200)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("The whole organisation")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(actor).filter(closed_at__isnull=True).order_by("name")
        if not actor.may("challenges.lead"):
            units = units.filter(pk__in=actor.unit_ids)
            self.fields["unit"].required = True
            self.fields["unit"].empty_label = _("Choose a unit")  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class PrepareForm(forms.Form):
    """What is scored, by whom and until when."""

    title = OneLineField(label=_("What it is called"), max_length=200)
    until = DayField(
        label=_("Score until"), required=False, help_text=_("The last day. After it no more scores are taken.")
    )  # fmt: skip
    needs = _Needs(
        Need.objects.none(), label=_("Needs"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Next to each is how well founded it is. An assumption can be scored, but everyone sees that it is one."),
    )  # fmt: skip
    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Who takes part"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("With fewer than three scorers, nothing about how the scores are spread can be shown, because it would reveal who said what."),
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        label=_("And everyone with the role"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more = forms.ModelChoiceField(User.objects.none(), label=_("And someone else"), required=False, empty_label=_("No one else"))  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, needs: Any, near: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = _members(actor)
        self.fields["needs"].queryset = needs  # type: ignore[attr-defined]
        self.fields["people"].queryset = everybody.filter(pk__in=near)  # type: ignore[attr-defined]
        self.fields["more"].queryset = everybody.exclude(pk__in=near)  # type: ignore[attr-defined]
        held = {
            role for roles in Membership.objects.visible_to(actor).filter(ended_at__isnull=True).values_list("roles", flat=True) for role in roles
        }  # fmt: skip
        self.fields["roles"].choices = [(word, role.name) for word, role in ROLES.items() if word in held]  # type: ignore[attr-defined]
        if not self.fields["people"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["people"]
        if not needs.exists():
            del self.fields["needs"]


class CriterionForm(forms.Form):
    """One criterion. Left without a name, or ticked to be left out, it is none."""

    usual = forms.ChoiceField(
        choices=[("", ""), *((word, word) for word in USUAL)], required=False, widget=forms.HiddenInput
    )
    name = OneLineField(label=_("Criterion"), max_length=80, required=False)
    weight = forms.TypedChoiceField(
        label=_("Weight"), coerce=int, choices=[(number, str(number)) for number in range(1, 6)], initial=3
    )
    help = OneLineField(label=_("What to consider"), max_length=300, required=False)
    low = OneLineField(label=_("1 means"), max_length=60, required=False)
    high = OneLineField(label=_("5 means"), max_length=60, required=False)
    out = forms.BooleanField(label=_("Leave it out"), required=False)


CriterionForms = forms.formset_factory(
    CriterionForm,
    extra=SPARE_CRITERIA,
    max_num=MOST_CRITERIA + SPARE_CRITERIA,
    absolute_max=MOST_CRITERIA + SPARE_CRITERIA,
)


class ScoreForm(forms.Form):
    """One need: a score or "cannot judge" by each criterion, and a comment. What stood there when it was opened goes along."""

    remark = forms.CharField(
        label=_("Comment"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown without your name together with the scores, when three or more have scored. Write it so that it does not reveal who you are."),
    )  # fmt: skip
    seen_remark = forms.CharField(required=False, max_length=1_000, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, criteria: "tuple[Criterion, ...]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        choices = [*((str(number), str(number)) for number in range(1, 6)), (CANNOT, _("Cannot judge"))]
        for by in criteria:
            self.fields[f"by_{by.pk}"] = forms.ChoiceField(
                label=by.said("name"), required=False, choices=choices, widget=forms.RadioSelect
            )
            self.fields[f"seen_{by.pk}"] = forms.ChoiceField(
                required=False, choices=[("", ""), *choices], widget=forms.HiddenInput
            )

    def _said(self, kind: str) -> dict[int, int | None]:
        said = {by.pk: self.cleaned_data.get(f"{kind}_{by.pk}") for by in self.criteria}
        return {key: None if value == CANNOT else int(value) for key, value in said.items() if value}

    def given(self) -> dict[int, int | None]:
        """Criterion → what is chosen; those without an answer left out."""
        return self._said("by")

    def seen(self) -> dict[int, int | None]:
        """The same as it stood when the page was opened."""
        return self._said("seen")

    def rows(self) -> list[tuple[Criterion, Any, Any]]:
        """Each criterion with its field and what stood there."""
        return [(by, self[f"by_{by.pk}"], self[f"seen_{by.pk}"]) for by in self.criteria]


def as_chosen(value: int | None) -> str:
    """A stored answer as the form's choice."""
    return CANNOT if value is None else str(value)


class DecideForm(forms.Form):
    """What is decided about a need, and why."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words. If you decide differently from what the scores say, this is where you say why."),
    )  # fmt: skip
    seen_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class UntilForm(forms.Form):
    """Another last day."""

    until = DayField(label=_("Score until"))


class AskMoreForm(forms.Form):
    """One more who takes part."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"), empty_label=_("Choose a colleague"))

    def __init__(self, *args: Any, actor: Actor, one: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = _members(actor).exclude(pk__in=one.participants.values("user"))  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
