"""What is typed about contracts, trials and decisions. What a day or an amount must be is checked here; the rest is said by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.contracts.states import Course, Kind, Meets, Outcome
from nybrott.core.amounts import minor
from nybrott.core.suppliers import SupplierError, display_name, organisation_number
from nybrott.needs.models import NeedDescription
from nybrott.people.models import User
from nybrott.procurements.models import LONGEST, MOST
from nybrott.procurements.states import Currency
from nybrott.ui.formats import language
from nybrott.ui.forms import DayField, OneLineField

KNOWN = (("", gettext_lazy("Not known")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
COUNTRIES = tuple((code, code) for code in ("NO", "SE", "DK", "FI", "IS", "DE", "NL", "GB", "US", "AT", "BE", "CH", "CZ", "EE", "ES", "FR", "IE", "IT", "LT", "LV", "PL", "PT"))  # fmt: skip


def _area(label: object, rows: int, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)  # type: ignore[arg-type]


class AmountField(OneLineField):
    """An amount in whole units of a currency ("1 250 000", "1,5"), as hundredths; None when it is empty."""

    def clean(self, value: Any) -> Any:
        """Hundredths. Nothing below nothing, and nothing beyond what anybody buys for."""
        text = str(super().clean(value))
        if not text:
            return None
        amount = minor(text)
        if amount is None:
            raise forms.ValidationError(
                _("Write the amount in figures, such as 1 250 000. It cannot be less than zero.")
            )
        if amount > MOST:
            raise forms.ValidationError(_("This is more than 100 billion. Check it again: is it in the right unit?"))
        return amount


class KnownField(forms.TypedChoiceField):
    """Yes, no, or not known."""

    def __init__(self, **named: Any) -> None:
        super().__init__(
            choices=KNOWN, coerce={"yes": True, "no": False}.get, empty_value=None, required=False, widget=forms.RadioSelect, **named
        )  # fmt: skip


class PartyForm(forms.Form):
    """A supplier."""

    name = OneLineField(label=gettext_lazy("Supplier"), max_length=200)
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=COUNTRIES, initial="NO")
    registered = OneLineField(label=gettext_lazy("Organisation number"), max_length=40, required=False)
    is_small = KnownField(label=gettext_lazy("Fewer than 50 people"))
    is_new = KnownField(label=gettext_lazy("New to us, or to the market"))

    def clean_name(self) -> str:
        """On one line."""
        try:
            return display_name(self.cleaned_data["name"])
        except SupplierError as trouble:
            raise forms.ValidationError(trouble.said(language())) from trouble

    def clean(self) -> dict[str, Any]:
        """A Norwegian number has nine digits, and its check digit is right."""
        said = super().clean() or self.cleaned_data
        if said.get("registered"):
            try:
                said["registered"] = organisation_number(said["registered"], said.get("country", "NO"))
            except SupplierError as trouble:
                self.add_error("registered", trouble.said(language()))
        return said


class ContractForm(forms.Form):
    """A contract."""

    title = OneLineField(label=gettext_lazy("What it is called"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is for"), choices=Kind.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("In development and pilots, someone must decide at the end what happens next."),
    )  # fmt: skip
    number = OneLineField(label=gettext_lazy("Number in the archive"), max_length=60, required=False)
    signed_on = DayField(label=gettext_lazy("Signed"))
    value = AmountField(label=gettext_lazy("Value without options and VAT"), max_length=30, required=False, help_text=gettext_lazy("For example 1 250 000."))  # fmt: skip
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=Currency.choices, initial=Currency.NOK)
    starts = DayField(
        label=gettext_lazy("Begins"), required=False, help_text=gettext_lazy("Empty: the day it was signed.")
    )
    ends = DayField(
        label=gettext_lazy("Ends"),
        required=False,
        help_text=gettext_lazy("Without options. From this day someone must decide about a pilot."),
    )
    option_months = forms.IntegerField(
        label=gettext_lazy("Months of options"), min_value=0, max_value=LONGEST, required=False
    )
    decide_by = DayField(
        label=gettext_lazy("Options are decided by"),
        required=False,
        help_text=gettext_lazy("It becomes a task two months before."),
    )
    contact = OneLineField(label=gettext_lazy("Who to ask at the supplier"), max_length=200, required=False)
    contact_email = forms.EmailField(label=gettext_lazy("E-mail address to ask"), required=False)

    def clean_option_months(self) -> int:
        """None is none."""
        return self.cleaned_data["option_months"] or 0

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, and options have their days."""
        said = super().clean() or self.cleaned_data
        begins, ends, by = said.get("starts") or said.get("signed_on"), said.get("ends"), said.get("decide_by")
        if begins and ends and ends < begins:
            self.add_error("ends", _("The contract ends before it begins."))
        if by and ends and by > ends:
            self.add_error("decide_by", _("Options are decided before the contract ends."))
        if said.get("option_months"):
            for name in ("ends", "decide_by"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("With options, say when the contract ends, and by when they are decided."))
        return said


class NewContractForm(ContractForm, PartyForm):
    """A contract with its first supplier."""

    field_order = (
        "title", "kind", "name", "country", "registered", "is_small", "is_new", "signed_on", "value", "currency", "starts", "ends", "option_months",
        "decide_by", "contact", "contact_email", "number",
    )  # fmt: skip


class MilestoneForm(forms.Form):
    """What is reached, by whom and when. Without `day` only what can be changed later."""

    title = OneLineField(label=gettext_lazy("What is reached"), max_length=200)
    due_on = DayField(label=gettext_lazy("Due"))
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who is responsible for it"),
        required=False,
        empty_label=gettext_lazy("The person who owns the procurement"),
    )

    def __init__(self, *given: Any, people: QuerySet[User], day: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        if not day:
            del self.fields["due_on"]


class StepForm(forms.Form):
    """What became of a milestone."""

    step = forms.ChoiceField(
        label=gettext_lazy("What became of it"), widget=forms.RadioSelect,
        choices=(("reach", gettext_lazy("It is reached")), ("move", gettext_lazy("It is moved")), ("drop", gettext_lazy("It is dropped"))),
    )  # fmt: skip
    day = DayField(label=gettext_lazy("When it was reached, or is due now"), required=False)
    words = _area(gettext_lazy("What came of it, or why"), 3, 1_000)

    def clean(self) -> dict[str, Any]:
        """Reached and moved have a day."""
        said = super().clean() or self.cleaned_data
        if said.get("step") in ("reach", "move") and not said.get("day") and "day" not in self.errors:
            self.add_error("day", _("Say the day."))
        return said


class YardstickForm(forms.Form):
    """Which version it is tried against."""

    description = forms.ModelChoiceField(
        NeedDescription.objects.none(), label=gettext_lazy("Need description"), empty_label=None
    )

    def __init__(self, *given: Any, choices: QuerySet[NeedDescription], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["description"].queryset = choices  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    """What a trial showed of one thing."""

    outcome = forms.ChoiceField(label=gettext_lazy("What it showed"), choices=Outcome.choices, widget=forms.RadioSelect)
    evidence = _area(
        gettext_lazy("What it rests on"), 4, 4_000,
        help_text=gettext_lazy("What was done, with how many, and what was seen. For what is not tested, say why. Do not name anyone."),
    )  # fmt: skip
    url = forms.URLField(label=gettext_lazy("Address of what it rests on"), required=False, max_length=500, assume_scheme="https", validators=[URLValidator(["http", "https"])])  # fmt: skip
    tested_on = DayField(label=gettext_lazy("Tested"), required=False)
    tester = OneLineField(label=gettext_lazy("Who tested"), max_length=200, required=False, help_text=gettext_lazy("For example the night team at Fjordvik "
                                                                                                                   "home care."))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What is tested says when and by whom."""
        said = super().clean() or self.cleaned_data
        if said.get("outcome") not in (None, Outcome.NOT_TESTED):
            for name, words in (("tested_on", _("Say when it was tested.")), ("tester", _("Say who tested."))):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return said


class QuestionsForm(forms.Form):
    """The questions at the end of development. Any of them can wait; nothing is decided until all are answered."""

    meets = forms.ChoiceField(
        label=gettext_lazy("Does it meet the need?"), choices=Meets.choices, widget=forms.RadioSelect, required=False
    )
    from_tests = forms.BooleanField(
        label=gettext_lazy("How far: as the trial says, point by point"), required=False, help_text=gettext_lazy("Each thing it is tried against has a result then.")
    )  # fmt: skip
    how_far = forms.IntegerField(
        label=gettext_lazy("Or how far, from 0 to 100 per cent"), min_value=0, max_value=100, required=False
    )
    how_far_words = _area(gettext_lazy("What the percentage means"), 2, 2_000, required=False, help_text=gettext_lazy("A number alone says little. Say of what,"
                                                                                                                         " and for whom."))  # fmt: skip
    gaps = _area(
        gettext_lazy("What is missing?"), 3, 4_000, required=False, help_text=gettext_lazy("If nothing is, say so.")
    )
    need_changed = forms.TypedChoiceField(
        label=gettext_lazy("Has the need changed since?"), choices=KNOWN[1:], coerce=lambda said: said == "yes", empty_value=None, required=False, widget=forms.RadioSelect
    )  # fmt: skip
    need_change = _area(gettext_lazy("How it has changed"), 2, 2_000, required=False)
    around = _area(gettext_lazy("What has changed around us?"), 2, 2_000, required=False, help_text=gettext_lazy("The market, prices, technology, laws. If nothing has, say so."))  # fmt: skip
    inside = _area(gettext_lazy("What has changed inside?"), 2, 2_000, required=False, help_text=gettext_lazy("People, money, priorities, systems. If nothing has, say so."))  # fmt: skip


class DecideForm(forms.Form):
    """What becomes of it. `open_courses`: what can be decided now."""

    course = forms.ChoiceField(
        label=gettext_lazy("What happens to it"), widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("This cannot be decided before the questions are answered.")},
    )  # fmt: skip
    reason = _area(
        gettext_lazy("Why"), 5, 4_000, help_text=gettext_lazy("Those who look for the same thing later will read it.")
    )

    def __init__(self, *given: Any, open_courses: Sequence[Course], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["course"].choices = [(str(one), one.label) for one in open_courses]  # type: ignore[attr-defined]


class AgainForm(forms.Form):
    """Why it is taken up again."""

    why = OneLineField(label=gettext_lazy("Why it is taken up again"), max_length=1_000)


class RestForm(forms.Form):
    """Why it is let lie."""

    reason = _area(gettext_lazy("We take no further action, because"), 3, 1_000)


class PatienceForm(forms.Form):
    """After how many months."""

    months = forms.IntegerField(label=gettext_lazy("Months without a decision"), min_value=1, max_value=36)
