"""What people type about a benefit. Numbers are read as people write them; what they may be together is asked of the actions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from nybrott.benefits import queries
from nybrott.benefits.models import MOST, Benefit
from nybrott.benefits.queries import Vouched
from nybrott.benefits.states import FIXED, NAMED, ONLY, Counted, Direction, FallsTo, Kind, Outcome
from nybrott.core.actor import Actor
from nybrott.core.benefits import CURRENCIES, FORMULAS, Given, Spread
from nybrott.people.models import Unit, User
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import colleagues, open_units
from nybrott.ui.forms import DayField, NumberField, OneLineField

KEPT: Mapping[str, Any] = {"decimals": 4, "most": MOST}


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class BenefitForm(forms.Form):
    """What shall become better, for whom, counted in what, and who answers for it. `fixed`: somebody has measured, and these are not asked for again."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of benefit"), choices=Kind.choices)
    title = OneLineField(
        label=gettext_lazy("What will get better"), max_length=200,
        help_text=gettext_lazy("One thing that can be counted or measured, such as: Falls on the way to the bathroom at night."),
    )  # fmt: skip
    affected = OneLineField(label=gettext_lazy("For whom, and who is affected"), max_length=500)
    counted = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=Counted.choices)
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=[("", "–"), *((code, code) for code in CURRENCIES)], required=False, help_text=gettext_lazy("For money alone.")
    )  # fmt: skip
    unit = OneLineField(
        label=gettext_lazy("What is counted"), max_length=60, required=False,
        help_text=gettext_lazy("If none of the choices above fits: falls, days of waiting, points from 1 to 6."),
    )  # fmt: skip
    direction = forms.ChoiceField(
        label=gettext_lazy("Which way is better?"), choices=Direction.choices, widget=forms.RadioSelect
    )
    target = NumberField(
        **KEPT,
        label=gettext_lazy("Level to reach"), required=False, help_text=gettext_lazy("The level itself, not the change: 4 falls a year, not 8 fewer.")
    )  # fmt: skip
    target_on = DayField(label=gettext_lazy("Reached by"), required=False)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Who is responsible for it"), empty_label=gettext_lazy("Choose"),
        help_text=gettext_lazy("Someone in line management, not in the procurement: they are asked to measure for years after it is over."),
    )  # fmt: skip
    falls_to = forms.ChoiceField(label=gettext_lazy("Who has it"), choices=FallsTo.choices, widget=forms.RadioSelect)
    needed = forms.CharField(
        label=gettext_lazy("What must be done to get it"), required=False, max_length=2_000, widget=_area(3),
        help_text=gettext_lazy("Training, new routines, old systems switched off. A product alone seldom makes anything better."),
    )  # fmt: skip
    risk = forms.CharField(
        label=gettext_lazy("What may stand in its way"), required=False, max_length=2_000, widget=_area(2)
    )
    in_use_on = DayField(
        label=gettext_lazy("Put to use"), required=False,
        help_text=gettext_lazy("When it was. Reminders to measure come 6, 12, 24 and 36 months after; until it is filled in they are counted from the contract."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, actor: Actor, procurement: Procurement, benefit: Benefit | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.benefit = benefit
        self.fields["owner"].queryset = colleagues(actor).exclude(pk=procurement.owner_id or 0)  # type: ignore[attr-defined]
        if benefit is not None and queries.is_measured(benefit):
            for name in FIXED:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The unit fits the kind, and has its currency or its name; a target has its day. What is fixed is as it was."""
        said: dict[str, Any] = super().clean() or {}
        if "kind" not in self.fields and self.benefit is not None:
            return {name: getattr(self.benefit, name) for name in FIXED} | said
        counted, kind = said.get("counted"), said.get("kind")
        if kind and counted and ONLY.get(kind, counted) != counted:
            self.add_error(
                "counted",
                _("“%(kind)s” is counted in “%(unit)s”.")
                % {"kind": Kind(kind).label, "unit": Counted(ONLY[kind]).label},
            )
        if counted == Counted.MONEY and not said.get("currency"):
            self.add_error("currency", _("Say which currency."))
        if counted in NAMED and not said.get("unit"):
            self.add_error("unit", _("Say what is counted."))
        if (said.get("target") is None) != (said.get("target_on") is None) and not {"target", "target_on"} & set(
            self.errors
        ):
            self.add_error(
                "target" if said.get("target") is None else "target_on", _("A target has a level and a day.")
            )
        return said


class SpreadForm(forms.Form):
    """A value with the least and the most it may be."""

    value = NumberField(**KEPT, label=gettext_lazy("Value"))
    low = NumberField(**KEPT, label=gettext_lazy("At least"), required=False)
    high = NumberField(**KEPT, label=gettext_lazy("At most"), required=False)

    @property
    def spread(self) -> Spread | None:
        """What was typed, once it is found to be right."""
        said = self.cleaned_data
        return None if said.get("value") is None else Spread(said["value"], said["low"], said["high"])

    def clean(self) -> dict[str, Any]:
        """Both ends or none, and the value between them."""
        said: dict[str, Any] = super().clean() or {}
        if {"value", "low", "high"} & set(self.errors):
            return said
        value, low, high = said.get("value"), said.get("low"), said.get("high")
        if (low is None) != (high is None):
            self.add_error(
                "low" if low is None else "high", _("Write both the lowest and the highest, or leave both empty.")
            )
        elif low is not None and value is not None and not low <= value <= high:
            self.add_error(
                "low" if low > value else "high", _("The value must be between the lowest and the highest it may be.")
            )
        return said


class BaselineForm(SpreadForm):
    """How it was before, or why nobody knows. `again`: one stands already, and it is said why it is written anew."""

    on = DayField(label=gettext_lazy("Measured on"), required=False)
    how = OneLineField(label=gettext_lazy("How it was measured"), max_length=1_000, required=False)
    none_because = OneLineField(
        label=gettext_lazy("If there is no baseline: why"), max_length=1_000, required=False,
        help_text=gettext_lazy("Leave the rest empty. No one can then say afterwards whether it got better, and the page says so."),
    )  # fmt: skip
    why = OneLineField(
        label=gettext_lazy("Why it is written again"),
        max_length=1_000,
        help_text=gettext_lazy("The one before is kept."),
    )

    field_order = ("value", "low", "high", "on", "how", "none_because", "why")

    def __init__(self, *args: Any, again: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["value"].required = False
        self.fields["value"].label = _("Value before")
        self.fields["low"].help_text = _("Where it is not certain.")
        if not again:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """A value with its day and way, or why there is none; never both."""
        said = super().clean()
        if self.errors:
            return said
        known = said.get("value") is not None
        if known == bool(said.get("none_because")):
            self.add_error("value", _("Write the value, or why there is none."))
        elif known:
            for name in ("on", "how"):
                if not said.get(name):
                    self.add_error(name, _("Fill this in."))
        return said


class GainForm(SpreadForm):
    """What is expected, typed: better is more."""

    source = OneLineField(label=gettext_lazy("Where it is from"), max_length=500)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["value"].label = _("Expected gain")
        self.fields["value"].help_text = _("How much better it becomes. Less than zero is worse.")
        for name in ("low", "high"):
            self.fields[name].required = True


class FormulaForm(forms.Form):
    """The assumptions of a formula: for each its value, the least and the most, unit, source, and who vouches for it."""

    def __init__(self, *args: Any, formula: str, currency: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.formula = formula
        for term in FORMULAS[formula].terms:
            units = [(unit, queries.unit_words(unit)) for unit in queries.units_of(formula, term.key, currency)]
            self.fields |= {
                f"{term.key}-value": NumberField(**KEPT, label=_("Value")),
                f"{term.key}-low": NumberField(**KEPT, label=_("At least")),
                f"{term.key}-high": NumberField(**KEPT, label=_("At most")),
                f"{term.key}-unit": forms.ChoiceField(label=_("Unit"), choices=units),
                f"{term.key}-source": OneLineField(label=_("Where it is from"), max_length=300),
                f"{term.key}-vouches": OneLineField(label=_("Who vouches for it"), max_length=120),
            }

    def groups(self) -> list[tuple[str, list[Any]]]:
        """(what the assumption is called, its fields) in the order of the formula."""
        return [
            (
                str(queries.TERM_WORDS[term.key]),
                [self[f"{term.key}-{name}"] for name in ("value", "low", "high", "unit", "source", "vouches")],
            )
            for term in FORMULAS[self.formula].terms
        ]

    @property
    def assumptions(self) -> Mapping[str, Vouched]:
        """What was typed."""
        said = self.cleaned_data
        return {
            term.key: Vouched(
                Given(*(said[f"{term.key}-{name}"] for name in ("value", "low", "high", "unit"))), said[f"{term.key}-source"], said[f"{term.key}-vouches"]
            )
            for term in FORMULAS[self.formula].terms
        }  # fmt: skip

    def refuse(self, code: str, term: str) -> None:
        """Say at its field what cannot be right."""
        place = {"order": "low", "unit": "unit"}.get(code, "value")
        self.add_error(f"{term}-{place}" if term else None, queries.trouble_words(code))


class MeasureForm(SpreadForm):
    """What was measured, and what it says. `again`: a measurement is corrected."""

    on = DayField(label=gettext_lazy("Measured on"))
    how = OneLineField(
        label=gettext_lazy("How it was measured"),
        max_length=1_000,
        help_text=gettext_lazy("The same way as the baseline, if it can be."),
    )
    unsure = forms.BooleanField(label=gettext_lazy("The uncertainty is not known"), required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("What it says"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Leave it open to see what the numbers say first."),
    )
    explains = forms.CharField(
        label=gettext_lazy("What explains it"),
        required=False,
        max_length=2_000,
        widget=_area(3),
        help_text=gettext_lazy("What else changed in the meantime? What was not done that should have been?"),
    )
    unexpected = forms.CharField(
        label=gettext_lazy("Gains or losses no one expected"), required=False, max_length=2_000, widget=_area(2)
    )
    why = OneLineField(
        label=gettext_lazy("Why it is corrected"), max_length=1_000, help_text=gettext_lazy("The one before is kept.")
    )

    field_order = ("value", "on", "how", "low", "high", "unsure", "outcome", "explains", "unexpected", "why")

    def __init__(self, *args: Any, again: bool, has_baseline: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(one.value, one.label) for one in Outcome if (one != Outcome.UNKNOWN) == has_baseline]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        if not again:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """An interval, or that it is not known."""
        said = super().clean()
        if not {"low", "high"} & set(self.errors):
            known = said.get("low") is not None
            if known == bool(said.get("unsure")):
                self.add_error("unsure", _("Write the lowest and the highest it may be, or tick that it is not known."))
        return said


class ReasonForm(forms.Form):
    """Why a benefit is let go."""

    reason = OneLineField(label=gettext_lazy("Why it is let go"), max_length=1_000)


class FilterForm(forms.Form):
    """Which benefits of the organisation are shown."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of benefit"), required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("What was measured"), required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Unit"), required=False, empty_label=pgettext_lazy("filter", "All")
    )

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        everything = ("", pgettext_lazy("filter", "All"))
        self.fields["kind"].choices = [everything, *Kind.choices]  # type: ignore[attr-defined]
        outcomes = [everything, *Outcome.choices, (queries.UNMEASURED, gettext_lazy("Not measured yet"))]
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        self.fields["unit"].queryset = open_units(actor)  # type: ignore[attr-defined]
