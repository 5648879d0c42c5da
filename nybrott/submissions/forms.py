"""What suppliers and those who read them type."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.submissions.states import Part

TAKEN = "image/*,.pdf,.docx,.xlsx,.csv,.txt"  # what a browser offers; what a file is, its bytes say


class AnswerForm(forms.Form):
    """An answer to a question: what may be published, what is a trade secret and why, and a file for one of them."""

    text = forms.CharField(
        label=gettext_lazy("Open part"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("It is published after the deadline. Leave trade secrets, and names of people who have not agreed, out of it."),
    )  # fmt: skip
    secret = forms.CharField(
        label=gettext_lazy("Trade secret"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("It is never published. Only those named for this in the dialogue can read it, and you see when they did."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why it is a trade secret"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For example that a competitor could copy how it works. The law requires a reason, and those who read your answer see it."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Add a file"), required=False, allow_empty_file=True, max_length=None, widget=forms.FileInput(attrs={"accept": TAKEN}),
        help_text=gettext_lazy("Picture, PDF, Word, Excel or CSV, at most 20 MB. Place, time and camera are taken out of pictures."),
    )  # fmt: skip
    part = forms.ChoiceField(
        label=gettext_lazy("The file belongs to"),
        required=False,
        choices=Part.choices,
        initial=Part.OPEN,
        widget=forms.RadioSelect,
    )
    question = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(self, *given: Any, holds_secret: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        self.holds_secret = holds_secret

    def clean(self) -> dict[str, Any]:
        """A trade secret has its reason."""
        said = super().clean() or self.cleaned_data
        new_file = said.get("file") is not None and said.get("part") == Part.SECRET
        if (said.get("secret") or new_file or self.holds_secret) and not said.get("reason") and "reason" not in self.errors:  # fmt: skip
            self.add_error("reason", _("Say why it is a trade secret. Without a reason it cannot be kept from others."))
        return said


class SendForm(forms.Form):
    """Sending it."""

    named = forms.ChoiceField(
        label=gettext_lazy("When the open part is published"), widget=forms.RadioSelect, initial="yes",
        choices=(("yes", gettext_lazy("Our name can be shown with it")), ("no", gettext_lazy("Publish it without our name"))),
    )  # fmt: skip


class SynthesisForm(forms.Form):
    """What was read out of the answers to a question."""

    text = forms.CharField(
        label=gettext_lazy("Synthesis"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Say what the answers have in common and where they differ. Name the inputs it rests on by their number in brackets: [3] or [1, 4]. It is published, so keep to the open parts."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class KeepBackForm(forms.Form):
    """Why an open part is not published."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is not published"), required=False, max_length=500,
        help_text=gettext_lazy("For example that it mentions people by name. Everyone can read the reason. Leave it empty to let the open part be published."),
    )  # fmt: skip
