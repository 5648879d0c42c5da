"""Bringing a spreadsheet, and saying which of its columns is which."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from nybrott.core.importing import Importer
from nybrott.desk.models import Import

NO_HEADING = "no_heading"
_LONGEST_SAMPLE = 40


class ImportForm(forms.Form):
    """One spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Excel (xlsx) or CSV with semicolon, comma or tab between. At most 20 MB and 100,000 rows."
        ),
        allow_empty_file=True,
    )


class MatchForm(forms.Form):
    """One choice for each column of the importer: which column of the file it is."""

    def __init__(self, *args: Any, what: Import, importer: Importer, **more: Any) -> None:
        super().__init__(*args, **more)
        self.importer = importer
        columns = [(str(place), _shown(what, place)) for place in range(len(what.headings))]
        for column in importer.columns:
            self.fields[column.key] = forms.ChoiceField(
                label=column.heading(get_language() or "nb"),
                choices=[("", _("Not in the file")), *columns],
                required=column.required,
                help_text=_("For example: %(example)s") % {"example": column.example} if column.example else "",
                error_messages={"required": _("Choose the column that holds this.")},
                initial=str(what.places.get(column.key, "")),
            )
        self.fields[NO_HEADING] = forms.BooleanField(
            label=_("The first row is not a heading, but a row like the others."),
            required=False,
            initial=what.heading_at == 0,
        )

    def clean(self) -> dict[str, Any]:
        """No column of the file is two things."""
        cleaned = super().clean() or {}
        seen: dict[str, str] = {}
        for column in self.importer.columns:
            place = cleaned.get(column.key)
            if place and place in seen:
                self.add_error(column.key, _("This column of the file is chosen twice."))
            elif place:
                seen[place] = column.key
        return cleaned

    @property
    def places(self) -> dict[str, int]:
        """Column key → place, of what was chosen."""
        chosen = ((column.key, self.cleaned_data.get(column.key)) for column in self.importer.columns)
        return {key: int(place) for key, place in chosen if place}


def _shown(what: Import, place: int) -> str:
    """ "Navn (Kari Nordmann)": the heading, and what stands under it."""
    heading = what.headings[place] or _("Column %(number)s") % {"number": place + 1}
    sample = what.samples[place][:_LONGEST_SAMPLE] if place < len(what.samples) else ""
    return f"{heading} ({sample})" if sample else heading
