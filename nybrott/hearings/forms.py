"""Forms of those who contribute, and of those who work with what was said."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.hearings.models import Evidence, LegalBasis, Side
from nybrott.ui.forms import DayField

LONGEST_YEARS = 10
TAKEN = "image/*,.pdf,.docx,.xlsx,.csv,.txt"  # what a browser offers; what a file is, its bytes say


class ContributionForm(forms.Form):
    """What a user, a relative or an employee tells. Good on a phone; needs no account."""

    text = forms.CharField(
        label=_("What is hard?"),
        help_text=_(
            "Tell us what happens and what it is like for you. Leave out names and numbers that show who someone is."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    wish = forms.CharField(
        label=_("What would have been better?"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    side = forms.ChoiceField(label=_("I write as"), choices=Side.choices, widget=forms.RadioSelect, initial=Side.USER)
    reply_to = forms.EmailField(
        label=_("E-mail address, to hear what came of it"),
        required=False,
        help_text=_("Kept apart from what you write. You can take it back at any time."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    sent_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    # people leave it empty: they never see it. Programs that fill in everything do not.
    website = forms.CharField(required=False, widget=forms.HiddenInput)


class EnterForm(forms.Form):
    """What somebody said, written down by staff."""

    text = forms.CharField(label=_("What was said"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
    wish = forms.CharField(
        label=_("What would have been better"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    side = forms.ChoiceField(label=_("Who said it"), choices=Side.choices, widget=forms.RadioSelect)
    legal_basis = forms.ChoiceField(label=_("Why it may be kept"), choices=LegalBasis.choices)
    sent_key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AnswerForm(forms.Form):
    """What the contributor reads on their private page."""

    answer = forms.CharField(
        label=_("What its writer reads"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TakeUpForm(AnswerForm):
    """A contribution becomes evidence."""

    title = forms.CharField(label=_("What it shows, in a few words"), max_length=200)
    field_order = ("title", "answer")


class EvidenceForm(forms.Form):
    """A piece of evidence. Informants are pseudonyms."""

    kind = forms.ChoiceField(label=_("Kind of evidence"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("In a few words"), max_length=200)
    text = forms.CharField(
        label=_("What it shows"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Leave out names and numbers that show who someone is."),
    )  # fmt: skip
    pseudonym = forms.CharField(
        label=_("Informant, by pseudonym"),
        required=False,
        max_length=60,
        help_text=_("For example “Relative 3”. Never a name."),
    )
    side = forms.ChoiceField(label=_("Sees it from the side of"), choices=Side.choices, required=False)
    group = forms.CharField(
        label=_("Group"), required=False, max_length=80, help_text=_("For example night staff, or living alone.")
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=300, help_text=_("Where a figure or a document is from.")
    )
    happened_on = DayField(label=_("When"), required=False)
    file = forms.FileField(
        label=_("Document or photo"), required=False, allow_empty_file=True, widget=forms.FileInput(attrs={"accept": TAKEN}),
        help_text=_("Picture, PDF, Word, Excel or CSV, at most 20 MB. Place, time and camera are taken out of pictures; faces and names are not."),
    )  # fmt: skip
    # shown on telephones: it opens the camera at once
    photo = forms.FileField(
        label=_("Take a photo"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )  # fmt: skip
    without_file = forms.BooleanField(label=_("Remove the file"), required=False)
    legal_basis = forms.ChoiceField(label=_("Why it may be kept"), choices=LegalBasis.choices)
    keep_until = DayField(
        label=_("Kept until"),
        help_text=_("It is deleted automatically after that day."),
    )  # fmt: skip

    sent_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, today: date, held: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not held:
            del self.fields["without_file"]
        kinds = [(value, label) for value, label in Evidence.Kind.choices if value != Evidence.Kind.CONTRIBUTION]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_pseudonym(self) -> str:
        """A pseudonym is no address and no number."""
        said = str(self.cleaned_data["pseudonym"]).strip()
        if "@" in said:
            raise forms.ValidationError(_("Write a pseudonym, not an address."))
        return said

    def clean(self) -> dict[str, Any]:
        """One file, from a folder or from the camera: it is `file` afterwards."""
        said = super().clean() or {}
        photo = said.pop("photo", None)
        if photo is not None and said.get("file") is not None:
            self.add_error(
                "file", _("Choose a file or take a photo, not both. Record the other as evidence of its own.")
            )
        said["file"] = said.get("file") if said.get("file") is not None else photo
        return said

    def clean_keep_until(self) -> date:
        """Not gone already, and not for ever."""
        until: date = self.cleaned_data["keep_until"]
        if until <= self.today:
            raise forms.ValidationError(_("Choose a day in the future."))
        if until.year > self.today.year + LONGEST_YEARS:
            raise forms.ValidationError(_("Keep it at most ten years."))
        return until
