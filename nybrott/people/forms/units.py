"""What one types about units."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nybrott.ui.forms import OneLineField


class NameForm(forms.Form):
    """A unit's name."""

    name = OneLineField(label=_("Name"), max_length=200)


class PlaceForm(forms.Form):
    """Where a unit stands. `units` are (key, path) of those it may stand below."""

    parent = forms.TypedChoiceField(label=_("Below"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("At the top")), *units]  # type: ignore[attr-defined]


class UnitForm(PlaceForm, NameForm):
    """A unit to make."""

    field_order = ("name", "parent")
