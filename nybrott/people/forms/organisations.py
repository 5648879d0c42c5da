"""What one types about an organisation."""

import csv
import re
from datetime import date
from typing import Any

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import RadioSelect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from stdnum.no import orgnr

from nybrott.people.models import Kind
from nybrott.people.queries.organisations import Inhabitants
from nybrott.ui.forms import DayField, OneLineField
from nybrott.ui.frame import ACCENTS

HOME = "NO"
COUNTRIES = (
    "NO", "SE", "DK", "FI", "IS", "FO", "GL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "EE", "ES", "FR", "GB", "GR", "HR", "HU",
    "IE", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SI", "SK", "UA",
)  # fmt: skip
ACCENT_NAMES = {
    "fjord": gettext_lazy("Fjord"),
    "forest": gettext_lazy("Forest"),
    "sea": gettext_lazy("Sea"),
    "heather": gettext_lazy("Heather"),
    "slate": gettext_lazy("Slate"),
    "amber": gettext_lazy("Amber"),
}
MOST_PEOPLE = 100_000_000
LARGEST_LIST = 200_000  # bytes


def countries() -> list[tuple[str, str]]:
    """Codes and names of the countries one may choose, home and its neighbours first."""
    names = Locale.parse(get_language() or "nb").territories
    return [(code, names.get(code, code)) for code in COUNTRIES]


class WhatItIs(forms.Form):
    """What an organisation is called and its official numbers."""

    name = OneLineField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    country = forms.ChoiceField(label=gettext_lazy("Country"))
    number = OneLineField(
        label=gettext_lazy("Organisation number"), max_length=20, required=False,
        help_text=gettext_lazy("Nine digits in Norway; as it is written elsewhere."),
    )  # fmt: skip
    municipality_number = forms.RegexField(
        r"^\d{4}$", label=gettext_lazy("Municipality number"), required=False,
        help_text=gettext_lazy("Four digits, for municipalities in Norway."),
        error_messages={"invalid": gettext_lazy("A municipality number has four digits.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]
        self.fields["municipality_number"].widget.attrs |= {"inputmode": "numeric", "maxlength": "4"}

    def clean(self) -> dict[str, Any]:
        """Check the digits of a Norwegian organisation number and write it without spaces."""
        said = super().clean() or {}
        number = said.get("number")
        if number and said.get("country") == HOME:
            said["number"] = orgnr.compact(number)
            if not orgnr.is_valid(number):
                self.add_error(
                    "number",
                    _("This is not a Norwegian organisation number: nine digits, the last of them a check digit."),
                )
        return said


class Swatches(RadioSelect):
    """The colours to choose among, each shown as it looks."""

    def create_option(self, name: str, value: Any, label: Any, *more: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, _swatch(str(value), str(label)), *more, **kwargs)
        return option


def _swatch(accent: str, name: str) -> SafeString:
    return format_html('<span class="pe-swatch" data-accent="{}" aria-hidden="true"></span>{}', accent, name)


class OrganisationForm(WhatItIs):
    """What is said of an organisation, and its colour."""

    inhabitants = forms.IntegerField(
        label=gettext_lazy("Inhabitants"), required=False, min_value=1, max_value=MOST_PEOPLE
    )
    inhabitants_on = DayField(
        label=gettext_lazy("Counted on"),
        required=False,
    )
    accent = forms.ChoiceField(
        label=gettext_lazy("Colour"), choices=[(accent, ACCENT_NAMES[accent]) for accent in ACCENTS], widget=Swatches,
        help_text=gettext_lazy("Links and buttons are drawn in it on every page."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A count says on which day, and a day what was counted."""
        said = super().clean()
        if {"inhabitants", "inhabitants_on"} & set(self.errors):
            return said
        if said.get("inhabitants") and not said.get("inhabitants_on"):
            self.add_error("inhabitants_on", _("Say on which day they were counted."))
        if said.get("inhabitants_on") and not said.get("inhabitants"):
            self.add_error("inhabitants", _("Say how many they were."))
        return said


class FoundingForm(WhatItIs):
    """An organisation to found, and who is to look after it."""

    admin_name = OneLineField(label=gettext_lazy("The first administrator’s name"), max_length=200)
    admin_email = forms.EmailField(
        label=gettext_lazy("The first administrator’s e-mail address"), max_length=254,
        help_text=gettext_lazy("An invitation is sent there."),
    )  # fmt: skip


class AdministratorForm(forms.Form):
    """Who is to look after an organisation that has nobody."""

    name = OneLineField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)


class HostFilter(forms.Form):
    """Which organisations of the host to show."""

    name = forms.CharField(label=gettext_lazy("Name or number"), required=False, max_length=100)


class InhabitantsForm(forms.Form):
    """Inhabitants of municipalities, as CSV text or file: municipality_number,inhabitants,date."""

    file = forms.FileField(label=gettext_lazy("CSV file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or paste the lines"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LARGEST_LIST,
    )

    def clean(self) -> dict[str, Any]:
        """Take the file's text where there is one, and read it: `figures`, and `faults` by line number."""
        said = super().clean() or {}
        file = said.get("file")
        if file and file.size > LARGEST_LIST:
            raise ValidationError(_("The file is larger than 200 kB."))
        text = file.read().decode("utf-8-sig", "replace") if file else said.get("text", "")
        if not text.strip():
            raise ValidationError(_("Choose a file or paste the lines."))
        said["text"] = text
        said["figures"], said["faults"] = read_inhabitants(text)
        return said


def read_inhabitants(text: str) -> tuple[list[Inhabitants], list[tuple[int, str]]]:
    """The lines of a list `municipality_number,inhabitants,date` (ISO date; comma, semicolon or tab), and what was wrong
    with the others as (line number, sentence). A first line with headings is passed over."""
    figures: list[Inhabitants] = []
    faults: list[tuple[int, str]] = []
    sign = next((sign for sign in ";\t" if sign in text.partition("\n")[0]), ",")
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=sign), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and not any(re.fullmatch(r"\d+", cell) for cell in cells)):
            continue
        try:
            figures.append(_figure(cells))
        except ValueError as fault:
            faults.append((number, str(fault)))
    return figures, faults


def _figure(cells: list[str]) -> Inhabitants:
    if len(cells) != 3:
        raise ValueError(_("There should be three columns: municipality number, inhabitants, date."))
    code, people, day = cells
    if not re.fullmatch(r"[0-9]{3,4}", code):
        raise ValueError(_("A municipality number has four digits."))
    counted = re.sub(r"[ \u00a0\u202f]", "", people)
    if not re.fullmatch(r"[0-9]{1,9}", counted) or not 0 < int(counted) <= MOST_PEOPLE:
        raise ValueError(_("The number of inhabitants is not a whole number."))
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise ValueError(_("The date is not written as 2026-01-31.")) from None
    return Inhabitants(code.zfill(4), int(counted), on)
