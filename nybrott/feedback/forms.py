"""Forms of those who give feedback, and the three questions to those who took part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.feedback.states import Promised, Told
from nybrott.ui.forms import DayField

MARKS = [(str(mark), str(mark)) for mark in range(1, 6)]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PromiseForm(forms.Form):
    """What is promised, by when."""

    kind = forms.ChoiceField(label=_("What you promise"), choices=Promised.choices)
    due_on = DayField(label=_("By when"))


class MessageForm(forms.Form):
    """What everyone who took part is told."""

    kind = forms.ChoiceField(label=_("What you tell"), choices=Told.choices)
    text = forms.CharField(
        label=_("What they read"), max_length=10_000, widget=_area(8),
        help_text=_("What you take away from it, in a way that is true for everyone. Do not name any supplier, or"
                    " anything said in confidence. If it is dropped, say why."),
    )  # fmt: skip
    after = forms.CharField(label=_("What happens next"), max_length=2_000, required=False, widget=_area(3), help_text=_("And when. A summary needs it."))  # fmt: skip
    text_en = forms.CharField(label=_("What they read, in English"), max_length=10_000, required=False, widget=_area(6))
    after_en = forms.CharField(label=_("What happens next, in English"), max_length=2_000, required=False, widget=_area(2))  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)


class WorthForm(forms.Form):
    """Three questions, and why."""

    worth = forms.ChoiceField(label=_("Was the dialogue worth your time?"), choices=MARKS, widget=forms.RadioSelect, help_text=_("1: not at all. 5: very much."))  # fmt: skip
    clear = forms.ChoiceField(label=_("Was it clear what was asked?"), choices=MARKS, widget=forms.RadioSelect, help_text=_("1: not at all. 5: very clear."))  # fmt: skip
    fair = forms.ChoiceField(label=_("Were all suppliers treated equally, as far as you saw?"), choices=MARKS, widget=forms.RadioSelect, help_text=_("1: not at all. 5: entirely."))  # fmt: skip
    because = forms.CharField(label=_("Why, if you like"), max_length=2_000, required=False, widget=_area(4), help_text=_("It is shown without your name, among what others wrote."))  # fmt: skip

    def marks(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        said = self.cleaned_data
        return {name: int(said[name]) for name in ("worth", "clear", "fair")} | {"because": said["because"]}
