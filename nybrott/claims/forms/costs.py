"""What one types about costs."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.claims.queries import ROLES
from nybrott.claims.rules import MOST_AN_HOUR, MOST_PAID
from nybrott.core.amounts import minor
from nybrott.ui.forms import DayField, OneLineField


class KronerField(OneLineField):
    """Kroner as people write them, given as whole øre; None when nothing is typed. `most` in øre, with the sentence for more."""

    def __init__(self, *, most: int, too_much: Promise | str, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)
        self.most, self.too_much = most, too_much

    def clean(self, value: Any) -> Any:
        """As whole øre."""
        text = super().clean(value)
        if not text:
            return None
        found = minor(text)
        if found is None:
            raise forms.ValidationError(
                _("Write a sum in kroner, such as 650 or 1 250,50. It cannot be less than zero.")
            )
        if found > self.most:
            raise forms.ValidationError(str(self.too_much))
        return found


class RatesForm(forms.Form):
    """What an hour costs, by role."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        too_much = _("An hour costs from zero to ten thousand kroner.")
        for role, label in ROLES.items():
            self.fields[role] = KronerField(label=label, required=False, most=MOST_AN_HOUR, too_much=too_much)


class CostForm(forms.Form):
    """Something that was paid besides hours."""

    what = OneLineField(label=_("What was paid for?"), max_length=200)
    amount = KronerField(
        label=_("Kroner"), most=MOST_PAID, too_much=_("A cost is from zero to one billion kroner."), help_text=_("For example 1 250 000.")
    )  # fmt: skip
    paid_on = DayField(label=_("Day it was paid"), required=False)


class UnpricedForm(forms.Form):
    """Something without a price."""

    what = OneLineField(label=_("What has no price?"), max_length=300)
    gain = forms.ChoiceField(
        label=_("What is it?"), choices=[("", _("It was added")), ("gain", _("It is a gain"))], required=False, widget=forms.RadioSelect
    )  # fmt: skip

    def clean_gain(self) -> bool:
        """Whether it is a gain."""
        return bool(self.cleaned_data["gain"])
