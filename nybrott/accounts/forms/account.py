"""The forms of one's own account: django-allauth's in our words, and our own."""

from collections.abc import Callable
from typing import Any, ClassVar

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nybrott.people.models import User

Words = dict[str, tuple[object, object]]
PASSWORD = _("At least 12 characters. A sentence is easy to remember and hard to guess.")
CODE = _("Six digits from your app, or one of your spare codes.")


class Said:
    """A form of django-allauth's with our labels and hints (field → label, hint), and without grey text in the fields."""

    said: ClassVar[Words] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, (label, hint) in self.said.items():
            fields[name].label, fields[name].help_text = str(label), str(hint)
            fields[name].widget.attrs.pop("placeholder", None)


class SignIn(Said, LoginForm):
    """E-mail address and password."""

    said: ClassVar[Words] = {"login": (_("E-mail address"), ""), "password": (_("Password"), "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class Confirm(Said, ReauthenticateForm):
    """The password once more, before something that matters."""

    said: ClassVar[Words] = {"password": (_("Password"), "")}


class AskForLink(Said, ResetPasswordForm):
    """Where to send a link."""

    said: ClassVar[Words] = {"email": (_("E-mail address"), "")}


class NewPassword(Said, ResetPasswordKeyForm):
    """A new password, after the link."""

    said: ClassVar[Words] = {
        "password1": (_("New password"), PASSWORD), "password2": (_("New password again"), "")
    }  # fmt: skip


class ChangePassword(Said, ChangePasswordForm):
    """A new password instead of the one there is."""

    said: ClassVar[Words] = {
        "oldpassword": (_("Current password"), ""), "password1": (_("New password"), PASSWORD),
        "password2": (_("New password again"), ""),
    }  # fmt: skip


class ChangeAddress(Said, AddEmailForm):
    """A new address, which is confirmed by a letter to it."""

    said: ClassVar[Words] = {
        "email": (_("New e-mail address"), _("You sign in with the old one until you have followed a link in a letter to the new one."))
    }  # fmt: skip

    def clean_email(self) -> str:
        """Not an address that opens another account."""
        email: str = super().clean_email()
        if User.objects.filter(email__iexact=email).exclude(pk=self.user.pk).exists():
            raise forms.ValidationError(_("This address cannot be used."))
        return email


class Code(Said, AuthenticateForm):
    """A code, the second step of signing in."""

    said: ClassVar[Words] = {"code": (_("Code"), CODE)}


class CodeAgain(Said, ReauthenticateByCodeForm):
    """A code once more, before something that matters."""

    said: ClassVar[Words] = {"code": (_("Code"), CODE)}


class BeginCodes(Said, ActivateTOTPForm):
    """The first code shows that the app has the secret."""

    said: ClassVar[Words] = {"code": (_("Code from the app"), _("Six digits."))}


class Doubted:
    """A form with what a browser says of a passkey. Anybody can send it anything, and the library that reads it stumbles
    in many ways over what is malformed; for us each of them is a passkey that does not fit."""

    def clean_credential(self) -> Any:
        """The passkey, or that it does not fit."""
        return _doubting(super().clean_credential)  # type: ignore[misc]


def _doubting(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except forms.ValidationError:
        raise
    except Exception as trouble:
        raise get_adapter().validation_error("incorrect_code") from trouble


class EnterByPasskey(Doubted, LoginWebAuthnForm):
    """A passkey instead of a password."""


class PasskeyAsSecond(Doubted, AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyAgain(Doubted, ReauthenticateWebAuthnForm):
    """A passkey before something that matters."""


class AddPasskey(Said, AddWebAuthnForm):
    """A name for the passkey; its key comes from the browser."""

    said: ClassVar[Words] = {"name": (_("Name of the passkey"), _("So that you recognise it."))}
    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required, self.fields["name"].max_length = True, 80

    def clean(self) -> Any:
        """What the browser says of the new passkey, doubted."""
        return _doubting(super().clean)


class NamePasskey(Said, EditWebAuthnForm):
    """Another name for a passkey."""

    said: ClassVar[Words] = {"name": (_("Name of the passkey"), "")}


class OwnAccount(forms.Form):
    """Name, and the language of letters."""

    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Letters to you are written in"), choices=settings.LANGUAGES)

    def clean_name(self) -> str:
        """A name is on one line."""
        return " ".join(str(self.cleaned_data["name"]).split())
