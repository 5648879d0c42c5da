"""What one asks of the list of members, and which roles and units one gives."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from nybrott.people.roles import ROLES


def role_choices() -> list[tuple[str, Any]]:
    """Each role with its sentence, to tick."""
    return [
        (word, format_html('{}<span class="pe-choice-note">{}</span>', role.name, role.sentence))
        for word, role in ROLES.items()
    ]


class MemberFilter(forms.Form):
    """Which members to show. What is not understood is left out."""

    name = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=100)
    unit = forms.TypedChoiceField(label=_("Unit, and those below it"), required=False, coerce=int, empty_value=None)
    role = forms.ChoiceField(label=_("Role"), required=False)
    ended = forms.ChoiceField(
        label=_("Membership"), required=False, choices=[("", _("Members")), ("yes", _("Have left"))]
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("All units")), *units]  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("All roles")), *((word, role.name) for word, role in ROLES.items())]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """The filters that were filled in and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class RolesForm(forms.Form):
    """Which roles somebody has."""

    roles = forms.MultipleChoiceField(label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = role_choices()  # type: ignore[attr-defined]


class UnitsForm(forms.Form):
    """Which units somebody belongs to. `units` are (key, path) of those there are."""

    units = forms.TypedMultipleChoiceField(
        label=_("Units"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]
