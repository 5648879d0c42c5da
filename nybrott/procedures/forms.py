"""The questions of the guide, and the choice."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.core.amounts import minor
from nybrott.core.procedures import catalogue
from nybrott.procurements.models import MOST
from nybrott.ui.formats import language
from nybrott.ui.forms import OneLineField

VALUE = "value"


class AmountField(OneLineField):
    """An amount in whole kroner ("1 250 000", "1,5"), as øre; None when it is empty."""

    def clean(self, value: Any) -> int | None:
        """Øre. Nothing below nothing, and nothing beyond what anybody buys for."""
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


class QuestionsForm(forms.Form):
    """Every question of the guide in the language of the page, each with why it is asked; any may be left open. `seen`: the answers it began from."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        code = language()
        for one in catalogue().questions:
            label, why = one.names[code], one.why[code]
            if one.id == VALUE:
                self.fields[one.id] = AmountField(label=label, required=False, max_length=30, help_text=why)
            else:
                answers = [("", _("Not answered yet")), *((answer.id, answer.names[code]) for answer in one.answers)]
                field = forms.ChoiceField(label=label, required=False, choices=answers, widget=forms.RadioSelect, help_text=why)  # fmt: skip
                self.fields[one.id] = field

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, the value left out."""
        return {name: said for name, said in self.cleaned_data.items() if name not in (VALUE, "seen") and said}


class ChoiceForm(forms.Form):
    """One of the options, and why. `options`: of the guide, in order, in the language of the page."""

    option = forms.ChoiceField(label=gettext_lazy("Procedure"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What decided it. If you choose something the guide does not put first, say why; it goes in the note and is never changed."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, options: Iterable[Mapping[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["option"].choices = [(one["id"], _label(one)) for one in options]  # type: ignore[attr-defined]


def _label(one: Mapping[str, Any]) -> str:
    if one["place"] is None:
        return _("%(name)s – not possible as answered") % {"name": one["names"]}
    return _("%(place)s. %(name)s") % {"place": one["place"], "name": one["names"]}
