"""The forms of signing in: django-allauth's, in our words."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


def say(form: forms.Form, name: str, label: object, hint: object = "") -> None:
    """Give a field our label and help, and take away the grey text inside it, which vanishes when one types."""
    field = form.fields[name]
    field.label, field.help_text = str(label), str(hint)
    field.widget.attrs.pop("placeholder", None)


class SignIn(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", _("E-mail address"))
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        say(self, "password", _("Password"))
