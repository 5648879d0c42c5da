"""What a reader may ask the lists for. A wrong value is said at the field, and the list is shown without it."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from nybrott.notices.models import LONGEST_NOTE, Answer

LONGEST_SEARCH = 100
LENSES = ("strict", "declared", "behavioural", "confirmed", "any")
LARGEST_LIST = 200_000  # bytes of a list of organisations, pasted or as a file


class ListForm(forms.Form):
    """A GET form over a list: whatever is not understood is left out, and the rest still holds."""

    def wanted(self) -> dict[str, object]:
        """The filters that were filled in and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


def _lens_or_sign(wanted: dict[str, object]) -> dict[str, object]:
    shows = wanted.pop("shows", None)
    if shows:
        wanted["lens" if shows in LENSES else "sign"] = shows
    return wanted


class OrganisationForm(ListForm):
    """Which organisations to show."""

    name = forms.CharField(label=_("Name"), required=False, max_length=LONGEST_SEARCH)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: object, countries: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["country"].choices = [("", _("All countries")), *countries]  # type: ignore[attr-defined]


class NoticeForm(ListForm):
    """Which notices to show."""

    SHOWS: ClassVar = [
        ("", _("All notices")),
        ("market_dialogue", _("Market dialogue")),
        ("innovation", _("Signs of innovation")),
        ("partnership", _("Partnership or pre-commercial")),
        ("strict", _("Strict lens")),
        ("declared", _("Declared lens")),
        ("behavioural", _("Behavioural lens")),
        ("candidate", _("Candidates, not counted")),
    ]

    title = forms.CharField(label=_("Words in the title"), required=False, max_length=LONGEST_SEARCH)
    shows = forms.ChoiceField(label=_("What was found"), required=False, choices=SHOWS)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(
        self,
        *args: object,
        countries: list[tuple[str, str]],
        years: list[int],
        stages: list[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["country"].choices = [("", _("All countries")), *countries]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["stage"].choices = [("", _("All stages")), *stages]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, object]:
        """The filters, with “what was found” as a lens or a sign."""
        return _lens_or_sign(super().wanted())


class ProcurementForm(ListForm):
    """Which procurements to show: those behind a figure."""

    SHOWS: ClassVar = [
        ("", _("All procurements")),
        ("any", _("At least one lens")),
        ("strict", _("Strict lens")),
        ("declared", _("Declared lens")),
        ("behavioural", _("Behavioural lens")),
        ("confirmed", _("Confirmed by people")),
        ("innovation", _("Signs of innovation")),
        ("partnership", _("Partnership or pre-commercial")),
    ]

    title = forms.CharField(label=_("Words in the title"), required=False, max_length=LONGEST_SEARCH)
    shows = forms.ChoiceField(label=_("What was found"), required=False, choices=SHOWS)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: object, countries: list[tuple[str, str]], years: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["country"].choices = [("", _("All countries")), *countries]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, object]:
        """The filters, with “what was found” as a lens or a sign."""
        return _lens_or_sign(super().wanted())


class ComparisonForm(ListForm):
    """Which organisations to compare, and for what they buy. `group` is what the address holds already."""

    country = forms.ChoiceField(label=_("Country"))
    cpv = forms.ChoiceField(label=_("What is bought"), required=False)
    add = forms.CharField(label=_("Add an organisation by name or number"), required=False, max_length=LONGEST_SEARCH)
    group = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: object, countries: list[tuple[str, str]], divisions: list[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["country"].choices = countries  # type: ignore[attr-defined]
        self.fields["cpv"].choices = [("", _("Everything")), *divisions]  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    """A list of organisations, pasted or as a file. Cleaned, `text` holds its lines whichever way it came."""

    country = forms.ChoiceField(label=_("Country of the organisations"))
    lines = forms.CharField(
        label=_("Organisations, one on each line"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("A number, a name, or both with a semicolon between"),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("CSV or plain text, at most 200 kB"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    def __init__(self, *args: object, countries: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["country"].choices = countries  # type: ignore[attr-defined]

    def clean_lines(self) -> str:
        """The pasted text, if it is not too long."""
        lines = str(self.cleaned_data["lines"])
        if len(lines.encode("utf-8", "replace")) > LARGEST_LIST:
            raise ValidationError(_("The list is longer than 200 kB."))
        return lines

    def clean_file(self) -> str:
        """The file's text: UTF-8, with or without its mark, else Latin-1. What is no text is refused."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > LARGEST_LIST:
            raise ValidationError(_("The file is larger than 200 kB."))
        data: bytes = file.read()
        if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            raise ValidationError(_("This is a spreadsheet. Save it as CSV, and choose that file."))
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16", "replace")
        if b"\x00" in data or data.startswith(b"%PDF"):
            raise ValidationError(_("This is not a text file. Save the list as CSV, and choose that file."))
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")

    def clean(self) -> dict[str, object]:
        """Something must have come; what came as a file counts before what was pasted."""
        cleaned = super().clean() or {}
        text = str(cleaned.get("file") or cleaned.get("lines") or "")
        if not self.errors and not text.strip():
            raise ValidationError(_("No list was sent. Paste a list or choose a file."))
        return cleaned | {"text": text}


class SearchForm(NoticeForm):
    """What to look for among all notices, and where."""

    ORDERS: ClassVar = [
        ("", _("Best match first")),
        ("newest", _("Newest first")),
        ("oldest", _("Oldest first")),
        ("buyer", _("By organisation")),
    ]

    title = None  # type: ignore[assignment]  # the words are looked for everywhere
    q = forms.CharField(
        label=_("Search for"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    field_order = ("q", "shows", "stage", "year", "country", "order")


class CandidateForm(ListForm):
    """Which weak signs to show."""

    signal = forms.ChoiceField(label=_("Sign"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(
        self,
        *args: object,
        signals: list[tuple[str, str]],
        countries: list[tuple[str, str]],
        years: list[int],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["signal"].choices = [("", _("All signs")), *signals]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("All countries")), *countries]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]


class ReviewForm(CandidateForm):
    """Which candidates to judge."""

    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=LONGEST_SEARCH)


class AnswerForm(forms.Form):
    """What a reviewer answers about a candidate, or that they pass it over."""

    ANSWERS: ClassVar = [*Answer.choices, ("skip", _("Skip"))]

    answer = forms.ChoiceField(
        choices=ANSWERS,
        error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose one of the answers.")},
    )
    note = forms.CharField(
        label=_("Note, only for yourself and your organisation’s record"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
