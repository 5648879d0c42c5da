"""What one types to invite somebody, and to accept."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nybrott.people.forms.members import RolesForm, UnitsForm
from nybrott.people.models import InvitationStanding, User
from nybrott.ui.forms import OneLineField

OWN_NAMES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}


class InvitationForm(UnitsForm, RolesForm):
    """Whom to invite, to what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("The invitation is sent there, and only that address can accept it."))  # fmt: skip
    name = OneLineField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=[(code, OWN_NAMES[code]) for code, _name in settings.LANGUAGES]
    )
    field_order = ("email", "name", "roles", "units", "language")


class InvitationFilter(forms.Form):
    """Which invitations to show; without a choice, those that wait."""

    name = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=100)
    standing = forms.ChoiceField(
        label=_("Current state"), required=False,
        choices=[("", _("All that are waiting")), *InvitationStanding.choices, ("all", _("All"))],
    )  # fmt: skip

    def wanted(self) -> dict[str, Any]:
        """The filters that were filled in and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class JoinForm(forms.Form):
    """The name and password of a new account."""

    name = OneLineField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"), strip=False, max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Ask the password rules, which know name and address."""
        said = super().clean() or {}
        if "password" in said:
            try:
                validate_password(said["password"], User(email=self.email, name=said.get("name", "")))
            except ValidationError as fault:
                self.add_error("password", fault)
        return said
