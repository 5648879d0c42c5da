"""What the buyer types about the class."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.classifications.queries import SignalRow, Told, said
from nybrott.classifications.rules import LONGEST_PASTED
from nybrott.classifications.states import Class
from nybrott.ui.forms import OneLineField

TAKEN = ".txt,.md,.docx,.xml,.json"  # what a browser offers; what a file is, its bytes say
ANSWERS = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), ("", gettext_lazy("Not known")))
PRESENT = {"yes": True, "no": False, "": None}


class SignalsForm(forms.Form):
    """What is known of the signals that Nybrott does not see by itself."""

    def __init__(self, *given: Any, rows: Iterable[SignalRow], **named: Any) -> None:
        super().__init__(*given, **named)
        self.kinds = [row.signal.kind for row in rows]
        for row in rows:
            kind, answer = row.signal.kind, row.answer
            first = "" if answer is None else "yes" if answer.present else "no"
            self.fields[kind] = forms.ChoiceField(
                label=said("questions", kind), choices=ANSWERS, initial=first, required=False, widget=forms.RadioSelect, help_text=row.weight,
            )  # fmt: skip
            self.fields[f"{kind}-note"] = OneLineField(
                label=_("How you know: %(signal)s") % {"signal": row.label}, max_length=500, required=False, initial=answer.note if answer else "",
            )  # fmt: skip

    def told(self) -> dict[str, Told]:
        """What was answered, by signal."""
        return {kind: Told(PRESENT[self.cleaned_data[kind]], self.cleaned_data[f"{kind}-note"]) for kind in self.kinds}


class DraftForm(forms.Form):
    """A draft, pasted or as a file."""

    text = forms.CharField(
        label=gettext_lazy("Paste the text"), required=False, max_length=LONGEST_PASTED, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("For example the description of what is bought, the requirements and the award criteria."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or choose a file"), required=False, allow_empty_file=True, widget=forms.FileInput(attrs={"accept": TAKEN}),
        help_text=gettext_lazy("Text in UTF-8, Word (docx) or a notice as eForms XML, at most 20 MB."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or self.cleaned_data
        if not self.errors and bool(given.get("text")) == (given.get("file") is not None):
            self.add_error("text", _("Paste the text or choose a file, one of the two."))
        return given


class CodeForm(forms.Form):
    """A code confirmed or rejected."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"), choices=(("confirm", gettext_lazy("Confirm")), ("reject", gettext_lazy("Reject"))), widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed to reject it. For what you confirm, the reason goes into the notice (BT-777) when no class is chosen."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A rejection says why."""
        given = super().clean() or self.cleaned_data
        if given.get("answer") == "reject" and not (given.get("reason") or "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Say why it is rejected."))
        return given


class ClassForm(forms.Form):
    """The class, and why."""

    klass = forms.ChoiceField(label=gettext_lazy("Class"), choices=Class.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Say what is new, and for whom. When a code is confirmed these words go into the notice (BT-777)."),
    )  # fmt: skip
