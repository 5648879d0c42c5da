"""The form of a need description: one long page with its goals, criteria and checklist."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.needs.models import Need, NeedDescription, ProblemStatement

LANGUAGES = (("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English")))
MET = (("", _("Not decided yet")), ("yes", _("Yes")), ("no", _("No")))
SPARE_GOALS = 2
MOST_GOALS = 20
MOST_CRITERIA = 30


def _text(label: Any, length: int, rows: int = 4, help_text: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class DescriptionForm(forms.Form):
    """What a draft says, without its goals and checklist."""

    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = _text(
        _("Purpose"), 2_000, 3, _("What is to be better, and for whom. It is quoted everywhere after this.")
    )
    background = _text(_("What it is like today"), 20_000, 8)
    statement = forms.ModelChoiceField(ProblemStatement.objects.none(), label=_("The question we ask"), required=False)
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(), label=_("Needs"), required=False, widget=forms.CheckboxSelectMultiple
    )
    criteria = _text(_("We have succeeded when"), 10_000, 4, _("One criterion on each line."))
    unknown = _text(_("What we do not know"), 5_000)
    tried = _text(_("What has been tried"), 5_000)
    other_ways = _text(
        _("Ways other than buying"), 5_000, 4, _("A change of routine, a contract we have, something others have made.")
    )
    language = forms.ChoiceField(label=_("Written in"), choices=LANGUAGES)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, description: NeedDescription, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        challenge = description.challenge
        self.fields["statement"].queryset = challenge.statements.all()  # type: ignore[attr-defined]
        self.fields["statement"].empty_label = _("None chosen yet")  # type: ignore[attr-defined]
        needs = challenge.needs.exclude(state="parked")
        self.fields["needs"].queryset = needs  # type: ignore[attr-defined]
        if not needs.exists():
            del self.fields["needs"]

    def clean_seen(self) -> datetime | None:
        """When the draft this page began from was changed; nothing when the page does not say it properly."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None

    def clean_criteria(self) -> tuple[str, ...]:
        """Each line is one criterion."""
        lines = tuple(line.strip() for line in str(self.cleaned_data["criteria"]).splitlines() if line.strip())
        if len(lines) > MOST_CRITERIA:
            raise forms.ValidationError(_("Choose the thirty that matter most."))
        if any(len(line) > 500 for line in lines):
            raise forms.ValidationError(_("Each criterion may have 500 characters."))
        return lines


class GoalForm(forms.Form):
    """One outcome goal. Left empty it is none."""

    text = forms.CharField(label=_("What will be different"), max_length=500, required=False)
    measure = forms.CharField(label=_("Measured by"), max_length=300, required=False)
    unit = forms.CharField(label=_("Unit of measure"), max_length=40, required=False)
    baseline = forms.DecimalField(
        label=_("Value today"), max_digits=14, decimal_places=2, required=False, localize=True
    )
    target = forms.DecimalField(label=_("Target"), max_digits=14, decimal_places=2, required=False, localize=True)

    def clean(self) -> dict[str, Any]:
        """Numbers without a goal belong to nothing."""
        said = super().clean() or {}
        if not said.get("text") and any(
            said.get(name) not in (None, "") for name in ("measure", "unit", "baseline", "target")
        ):
            raise forms.ValidationError(_("Say what will be different, or leave the whole row empty."))
        return said


GoalForms = forms.formset_factory(GoalForm, extra=SPARE_GOALS, max_num=MOST_GOALS, absolute_max=MOST_GOALS)


class PointForm(forms.Form):
    """One point of the checklist."""

    point = forms.CharField(widget=forms.HiddenInput, max_length=20)
    met = forms.ChoiceField(label=_("Met"), choices=MET, required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


PointForms = forms.formset_factory(PointForm, extra=0, max_num=12, absolute_max=12)


def typed_rows(fields: Mapping[str, Sequence[str]], prefix: str, names: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a set of forms as somebody left them in a draft, by the names of their fields; empty ones left out."""
    total = (fields.get(f"{prefix}-TOTAL_FORMS") or ["0"])[-1]
    many = min(int(total), MOST_GOALS) if total.isascii() and total.isdigit() and len(total) < 4 else 0
    rows = [{name: (fields.get(f"{prefix}-{number}-{name}") or [""])[-1] for name in names} for number in range(many)]
    return [row for row in rows if any(row.values())]


def checklist_of(forms_: Any) -> Iterator[tuple[str, tuple[bool | None, str]]]:
    """Point → whether it is met (None while nobody has said) and the note."""
    for form in forms_:
        said = form.cleaned_data
        if said.get("point"):
            yield said["point"], ({"yes": True, "no": False}.get(said["met"]), said["note"])


def decimal(value: Decimal | None) -> Decimal | None:
    """A stored value as it is shown in a field, without the zeros of the column."""
    return None if value is None else value.normalize() + 0


class CommentForm(forms.Form):
    """A comment on a version."""

    text = forms.CharField(label=_("Comment"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))
