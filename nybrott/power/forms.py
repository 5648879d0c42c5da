"""The numbers of a plan as its readers may change them, to see what could be seen with others."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.power.queries import Numbers

# design → the numbers it is reckoned with
OF_DESIGN: Mapping[str, Sequence[str]] = {
    "before-after": ("drivers", "movers"),
    "two-groups": ("others", "share"),
    "two-counts": ("rate", "years_before", "years_after"),
    "interrupted-series": ("before", "after", "spread", "tie"),
    "with-without": ("treated", "untreated", "unit_spread"),
}


def _whole(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False)


def _amount(label: Any, least: float, most: float) -> forms.FloatField:
    return forms.FloatField(label=label, min_value=least, max_value=most, required=False, localize=True)


class PowerForm(forms.Form):
    """A field for each number. What is left empty is as the organisation has it."""

    drivers = _whole(_("Drivers who answer before and after"), 500)
    movers = _amount(_("Of 100, how many would answer differently anyway"), 0, 100)
    others = _whole(_("People without the programme who answer"), 500)
    share = _amount(_("Of 100 without the programme, how many say yes"), 0, 100)
    rate = _amount(_("Procurements with signs of innovation in a year"), 0, 1_000)
    years_before = _amount(_("Years counted before"), 0.08, 20)
    years_after = _amount(_("Years counted after"), 0.08, 20)
    before = _whole(_("Periods counted before"), 120)
    after = _whole(_("Periods counted after"), 80)
    spread = _amount(_("How far a period usually lies from the line"), 0.01, 10_000)
    tie = _amount(_("How much of it carries over to the next period (0 to 0.9)"), 0, 0.9)
    treated = _whole(_("Units with the programme"), 30)
    untreated = _whole(_("Units without it"), 30)
    unit_spread = _amount(_("How much the changes of units usually differ"), 0.01, 10_000)

    def __init__(self, data: Any = None, *, known: Numbers, origins: Mapping[str, str]) -> None:
        values = {one.name: getattr(known, one.name) for one in fields(known)}
        super().__init__(data, initial=values)
        self.known = known
        for name, field in self.fields.items():
            field.help_text = origins.get(name, "")

    def numbers(self) -> Numbers:
        """The numbers as they were changed; as they are known where nothing was, or something cannot be."""
        said = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value is not None}
        return Numbers(**{one.name: said.get(one.name, getattr(self.known, one.name)) for one in fields(self.known)})
