"""What a reader may ask the lists for. A wrong value is said at the field, and the list is shown without it."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_SEARCH = 100
LENSES = ("strict", "declared", "behavioural")


class ListForm(forms.Form):
    """A GET form over a list: whatever is not understood is left out, and the rest still holds."""

    def wanted(self) -> dict[str, object]:
        """The filters that were filled in and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


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
        wanted = super().wanted()
        shows = wanted.pop("shows", None)
        if shows:
            wanted["lens" if shows in LENSES else "sign"] = shows
        return wanted
