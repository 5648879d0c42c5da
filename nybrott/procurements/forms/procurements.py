"""What is said of a procurement, what it answers, and why it is stopped."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.amounts import minor
from nybrott.core.cpv import UnknownCode, code, search
from nybrott.dialogues.models import Dialogue
from nybrott.goals.models import Goal
from nybrott.goals.queries import current_goals
from nybrott.needs.models import NeedDescription
from nybrott.people.models import Organisation, Unit, User
from nybrott.procurements import queries
from nybrott.procurements.models import LONGEST, MOST, Procurement
from nybrott.procurements.states import Currency
from nybrott.ui.formats import language
from nybrott.ui.forms import DayField, OneLineField

MOST_CODES = 20
PROPOSED = 5  # codes proposed for words that are no code


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CodesField(OneLineField):
    """CPV codes with commas between; words that are no code are answered with the codes that are called so."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """Codes of eight digits, once each, the check digit left out."""
        parts = [part for part in re.split(r"[,;\n]+|(?<=\d)\s+(?=\d)", str(super().clean(value))) if part.strip()]
        if len(parts) > MOST_CODES:
            raise forms.ValidationError(_("At most %(n)s codes."), params={"n": MOST_CODES})
        found: list[str] = []
        for part in parts:
            try:
                found.append(code(part).number)
            except UnknownCode as trouble:
                raise forms.ValidationError(_no_code(part, trouble)) from trouble
        return tuple(dict.fromkeys(found))


def _no_code(part: str, trouble: UnknownCode) -> str:
    near = search(part, limit=PROPOSED) if re.search(r"[^\W\d]", part) else trouble.nearest
    if not near:
        return _("“%(code)s” is not a CPV code. A code has eight digits.") % {"code": trouble.written}
    names = ", ".join(f"{one.number} {one.name(language())}" for one in near)
    return _("There is no CPV code “%(code)s”. Nearest: %(near)s.") % {"code": trouble.written, "near": names}


class AmountField(OneLineField):
    """An amount in whole units of a currency ("1 250 000", "1,5"), as hundredths; None when it is empty."""

    def clean(self, value: Any) -> int | None:
        """Hundredths of the currency. Nothing below nothing, and nothing beyond what anybody buys for."""
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


class PlanForm(forms.Form):
    """What a procurement is: what, for what, who, how much and when."""

    title = OneLineField(
        label=_("What it is called"), max_length=200, help_text=_("Name what it is for rather than a product.")
    )
    aim = forms.CharField(
        label=_("What it should lead to"), required=False, max_length=5_000, widget=_area(3),
        help_text=_("What will be different for those affected when it is in use."),
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("Not decided yet")
    )
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who owns it"), required=False, empty_label=_("Not decided yet")
    )
    ref = OneLineField(label=_("Number in your own plan"), required=False, max_length=40)
    value = AmountField(label=_("Estimated value without VAT"), required=False, max_length=30, help_text=_("All years and options together, in whole kroner."))  # fmt: skip
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices, initial=Currency.NOK)
    cpv = CodesField(
        label=_("CPV codes"), required=False, max_length=300,
        help_text=_("Separate codes with commas, the main one first. Write a word, and codes with that name are suggested."),
    )  # fmt: skip
    dialogue_on = DayField(label=_("The market is asked"), required=False)
    announce_on = DayField(label=_("The competition is announced"), required=False)
    contract_on = DayField(label=_("The contract is signed"), required=False)
    ends_on = DayField(label=_("The contract runs out"), required=False, help_text=_("Without options."))
    options_months = forms.IntegerField(label=_("Months of options"), required=False, min_value=0, max_value=LONGEST)

    def __init__(
        self, *args: Any, actor: Actor, organisation: Organisation, procurement: Procurement | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.organisation, self.procurement = organisation, procurement
        self.fields["unit"].queryset = queries.open_units(actor)  # type: ignore[attr-defined]
        self.fields["owner"].queryset = queries.colleagues(actor)  # type: ignore[attr-defined]

    def clean_options_months(self) -> int:
        """None is none."""
        return self.cleaned_data["options_months"] or 0

    def clean_ref(self) -> str:
        """A number stands on one line of the plan."""
        ref: str = self.cleaned_data["ref"]
        others = Procurement.objects.filter(organisation=self.organisation, ref=ref).exclude(
            pk=self.procurement.pk if self.procurement else 0
        )
        if ref and (other := others.first()):
            raise forms.ValidationError(_("“%(title)s” already has this number."), params={"title": other.title})
        return ref

    def clean(self) -> dict[str, Any]:
        """Days in the order of the way."""
        said: dict[str, Any] = super().clean() or {}
        if (first := said.get("announce_on")) and (last := said.get("contract_on")) and last < first:
            self.add_error("contract_on", _("The contract cannot be signed before the competition is announced."))
        if (first := said.get("contract_on")) and (last := said.get("ends_on")) and last < first:
            self.add_error("ends_on", _("The contract cannot run out before it is signed."))
        return said


FEW = 20  # of each, besides those that are chosen, until somebody writes a word


class AnswersForm(forms.Form):
    """What a procurement answers and rests on. Of many, those that are chosen and the newest are shown, or those with the word in `find`; whatever
    else one may choose is accepted too."""

    find = OneLineField(
        label=_("Find by a word in the title"), required=False, max_length=100,
        help_text=_("Only the newest are shown. What you have ticked stays ticked while you look for more."),
    )  # fmt: skip

    challenges = forms.ModelMultipleChoiceField(
        Challenge.objects.none(), label=_("Challenges it answers"), required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    descriptions = forms.ModelMultipleChoiceField(
        NeedDescription.objects.none(), label=_("Approved need descriptions it rests on"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Their purpose is quoted wherever the procurement is shown. It is kept in one place and changed there."),
    )  # fmt: skip
    no_description = forms.CharField(
        label=_("If there is none: why the competition can still be announced"), required=False, max_length=1_000, widget=_area(2),
        help_text=_("Asked for before the competition is announced. Everyone in the organisation reads it."),
    )  # fmt: skip
    dialogues = forms.ModelMultipleChoiceField(
        Dialogue.objects.none(), label=_("Market dialogues that belong to it"), required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    goals = forms.ModelMultipleChoiceField(
        Goal.objects.none(), label=_("Goals it works towards"), required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["goals"].queryset = current_goals(actor)  # type: ignore[attr-defined]
        word = " ".join(str(self["find"].value() or "").split())[:100]
        every = {
            "challenges": queries.challenges_for(actor),
            "descriptions": queries.descriptions_for(actor),
            "dialogues": queries.dialogues_for(actor),
        }
        many = [self._show_few(name, found, word) for name, found in every.items()]
        if not word and not any(many):
            del self.fields["find"]

    def _show_few(self, name: str, found: QuerySet[Any], word: str) -> bool:
        """Show those that are chosen first, then few others. Gives whether there are more than are shown."""
        field = self.fields[name]
        field.queryset = found  # type: ignore[attr-defined]
        chosen = [
            int(one)
            for one in self[name].value() or ()
            if str(one).isascii() and str(one).isdigit() and len(str(one)) < 18
        ]
        rest = found.exclude(pk__in=chosen)
        others = list((rest.filter(title__icontains=word) if word else rest)[: FEW + 1])
        rows = [*found.filter(pk__in=chosen), *others[:FEW]]
        field.widget.choices = [(one.pk, field.label_from_instance(one)) for one in rows]  # type: ignore[attr-defined]
        return len(others) > FEW


class StopForm(forms.Form):
    """Why a procurement is stopped."""

    reason = OneLineField(
        label=_("Why"), max_length=1_000, help_text=_("Those who look for the same thing later will read it.")
    )
