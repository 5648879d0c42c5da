"""What one types about hours, spending, and to a leader."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from nybrott.core.amounts import minor
from nybrott.efforts.queries.spending import FIRST, LAST
from nybrott.people.models import Unit, User
from nybrott.runs.states import OBSTACLES, HourKind, ObstacleKind
from nybrott.ui.forms import DayField, OneLineField


class HoursField(forms.DecimalField):
    """Hours with a comma or a full stop, whatever the language of the page."""

    def to_python(self, value: Any) -> Any:
        """The number, or None when nothing is typed."""
        return super().to_python(str(value or "").replace(",", "."))


class HoursForm(forms.Form):
    """One's own hours. `parts`: (key, words) of what one can write them in; asked only when there are several."""

    hours = HoursField(
        label=_("Hours"), min_value=Decimal("0.1"), max_value=24, max_digits=4, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}), help_text=_("1.5 is an hour and a half."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What they went to"), choices=HourKind.choices)
    used_on = DayField(label=_("Day"))
    note = OneLineField(label=_("What for"), required=False, max_length=200)
    part = forms.ChoiceField(label=_("As what"))

    def __init__(self, *args: Any, parts: Sequence[tuple[str, object]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = list(parts)  # type: ignore[attr-defined]
        if len(parts) < 2:
            self.fields["part"].widget = forms.HiddenInput()
            self.fields["part"].required = False
        self.only = parts[0][0] if len(parts) == 1 else ""
        late = _("Hours are recorded after they were used.")
        self.fields["used_on"].validators.append(MaxValueValidator(today, late))

    def clean_part(self) -> str:
        """The only one there is, unless said."""
        return self.cleaned_data.get("part") or self.only

    def clean_hours(self) -> int:
        """As minutes."""
        minutes: int = round(self.cleaned_data["hours"] * 60)
        return minutes


class SpendingForm(forms.Form):
    """What a unit buys for in a year."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST, max_value=LAST)
    amount = OneLineField(label=_("Kroner"), max_length=30, help_text=_("For example 1 250 000."))

    def clean_amount(self) -> int:
        """As whole øre."""
        found = minor(self.cleaned_data["amount"])
        if found is None:
            raise forms.ValidationError(_("Write the sum in kroner, such as 1 250 000. It cannot be less than zero."))
        return found


class NudgeForm(forms.Form):
    """The letter, as it will go. `leaders`: whom it can go to; `again`: whether one has to say that one knows it went lately."""

    leader = forms.ModelChoiceField(User.objects.none(), label=_("To"), empty_label=None)
    subject = OneLineField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("The letter"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 14}))
    again = forms.BooleanField(label=_("I know that this unit was written to lately, and write again"), required=False)

    def __init__(self, *args: Any, leaders: Sequence[User], again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = User.objects.filter(pk__in=[one.pk for one in leaders]).order_by("sort_name", "pk")
        self.fields["leader"].queryset = found  # type: ignore[attr-defined]
        if not again:
            del self.fields["again"]


class ObstacleForm(forms.Form):
    """What stands in the way. `units`: (key, path) of the open units of the organisation."""

    kind = forms.ChoiceField(
        label=_("What kind is it?"), widget=forms.RadioSelect, choices=[(kind, kind.label) for kind in ObstacleKind], error_messages={"required": _("Choose what comes nearest.")}
    )  # fmt: skip
    text = OneLineField(label=_("What stands in the way?"), max_length=500, help_text=_("One sentence. Do not name anyone."), error_messages={"required": _("Say in a sentence what stands in the way.")})  # fmt: skip
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("In which unit?"), required=False, empty_label=_("In the whole organisation")
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(units)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=names)
        field.choices = [("", field.empty_label), *units]
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind, f"{kind.label}: {OBSTACLES[kind]}") for kind in ObstacleKind]


class ClearForm(forms.Form):
    """What helped."""

    how = OneLineField(label=_("What helped?"), max_length=500, required=False)
