"""What the portfolio is narrowed by, and the name of a view that is saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.people.models import Unit
from nybrott.procurements import queries
from nybrott.procurements.states import ProcurementState
from nybrott.ui.forms import OneLineField

FORMS = (("table", _("Table")), ("board", _("Board")), ("timeline", _("Timeline")))


class Portfolio(forms.Form):
    """What is shown of the portfolio, and how."""

    form = forms.ChoiceField(label=_("Shown as"), choices=FORMS, required=False)
    text = forms.CharField(label=_("Words in the text"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Progress so far"), required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"))
    year = forms.ChoiceField(label=_("Competition in"), required=False)
    cpv = forms.RegexField(
        r"^\d{2,8}$", label=_("CPV code begins with"), required=False, strip=True, error_messages={"invalid": _("Write two to eight digits.")},
    )  # fmt: skip
    from_need = forms.BooleanField(label=_("Only those that answer a need"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["state"].choices = [("", _("All")), ("under_way", _("All under way")), *ProcurementState.choices]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = queries.open_units(actor)  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in queries.years(actor))]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was chosen; a choice that is none is passed over."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value}


class SaveForm(forms.Form):
    """A name for a view, and the view."""

    name = OneLineField(label=_("Name of the view"), max_length=60)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1_000)
