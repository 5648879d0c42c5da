"""Accounts, passwords, passkeys and codes: allauth's adapters, in our words and by our rules.

Accounts come by invitation only. Letters go through our own outbox. Tries in vain are counted so that nobody can lock
another out: by account and network together, by network, and apart from both for a device the person has used before.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from nybrott.accounts import actions
from nybrott.accounts.adapters.devices import COOKIE, SECONDS, DeviceBook
from nybrott.accounts.queries import device_words
from nybrott.core.limits import Limit
from nybrott.people.actions.limits import SECOND_STEP, SIGN_IN, SIGN_IN_NETWORK, give_back, spend
from nybrott.people.models import User
from nybrott.ui.asking import address_of, network_of, who

# what allauth calls a letter → what happened, in the journal's word and in a sentence to the person
NOTICES: dict[str, tuple[str, Promise]] = {
    "account/email/password_changed": ("accounts.password_changed", _("Your password was changed")),
    "account/email/password_set": ("accounts.password_changed", _("Your account was given a password")),
    "account/email/password_reset": ("accounts.password_changed", _("Your password was changed through a link in a letter")),
    "account/email/email_changed": ("accounts.address_changed", _("The e-mail address of your account was changed")),
    "account/email/email_deleted": ("accounts.address_kept", _("A change of e-mail address was called off")),
    "mfa/email/totp_activated": ("accounts.codes_begun", _("Codes from an app are now asked for when you sign in")),
    "mfa/email/totp_deactivated": ("accounts.codes_ended", _("Codes from an app are no longer asked for")),
    "mfa/email/recovery_codes_generated": ("accounts.spare_codes_made", _("New spare codes were made for your account")),
    "mfa/email/webauthn_added": ("accounts.passkey_added", _("A passkey was added to your account")),
    "mfa/email/webauthn_removed": ("accounts.passkey_removed", _("A passkey was removed from your account")),
    "socialaccount/email/account_connected": ("accounts.service_linked", _("A sign-in service was linked to your account")),
    "socialaccount/email/account_disconnected": (
        "accounts.service_unlinked", _("A sign-in service was unlinked from your account")
    ),
}  # fmt: skip
# what stands on the next page afterwards; what is not here goes without saying
SAID: dict[str, Promise] = {
    "account/messages/logged_out.txt": _("You have signed out."),
    "account/messages/password_changed.txt": _("Your password is changed. Other devices are signed out."),
    "account/messages/password_set.txt": _("Your account has a password now."),
    "account/messages/email_confirmed.txt": _("Your e-mail address is changed."),
    "account/messages/email_confirmation_sent.txt": _("A letter with a link is on its way to the new address."),
    "account/messages/email_confirmation_failed.txt": _("This address cannot be used."),
    "account/messages/email_deleted.txt": _("The change of address is called off."),
    "account/messages/cannot_delete_primary_email.txt": _(
        "This is the only address of your account. Change it instead."
    ),
    "mfa/messages/totp_activated.txt": _("From now on you are asked for a code from the app when you sign in."),
    "mfa/messages/totp_deactivated.txt": _("You are no longer asked for codes from the app."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are your spare codes. Earlier ones no longer work."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added. You can sign in with it from now on."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "socialaccount/messages/account_connected.txt": _("The sign-in service is linked to your account."),
    "socialaccount/messages/account_connected_updated.txt": _("The sign-in service is linked to your account."),
    "socialaccount/messages/account_connected_other.txt": _("That sign-in belongs to another account here."),
    "socialaccount/messages/account_disconnected.txt": _("The sign-in service is no longer linked to your account."),
}
ENDS_OTHERS = {"account/email/password_changed", "account/email/password_reset"}  # after these only this device stays


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with a password, what is sent by letter, and where one goes afterwards."""

    error_messages: ClassVar[dict[str, Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account may not sign in. Ask an administrator in your organisation."),
        "email_password_mismatch": _("The e-mail address and the password do not match."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your current password."),
        "duplicate_email": _("You already have this address."),
        "email_taken": _("This address cannot be used."),
        "invalid_password_reset": _("The link no longer works."),
        "rate_limited": _("This has been tried too many times in a short time."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this site is a place to go on to."""
        return bool(url and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None))

    def get_client_ip(self, request: HttpRequest) -> str:
        """As everywhere: what our own proxy says."""
        return address_of(request) or "0.0.0.0"  # noqa: S104 - stands in the list of sign-ins when it cannot be known

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account."""
        return reverse("account_home")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Back to one's account, or to the sign-in."""
        return reverse("account_home" if self.request.user.is_authenticated else "account_login")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, message: str | None = None, **more: Any
    ) -> None:  # fmt: skip
        """Our own words for what was done; nothing for what goes without saying."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """How to show once more who one is; for whoever has neither password, passkey nor codes: a password by letter."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return ways or [{"id": "letter", "description": "", "url": reverse("account_reset_password")}]

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether this is the password of the person who is signed in."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    # --- tries ---

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count one try before the password is looked at. Raises `TooMany`."""
        who_tries = Counted(request, str(credentials.get("email", "")).lower())
        who_tries.spend()
        self._login_failed_rl_usage = who_tries  # allauth rolls it back after a success

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        """Remember that this device is the person's."""
        response: HttpResponse = super().post_login(request, user, **more)
        book = DeviceBook.read(request.COOKIES.get(COOKIE, "")).with_account(user.email)
        response.set_cookie(
            COOKIE, book.written(), max_age=SECONDS, secure=settings.SESSION_COOKIE_SECURE,
            httponly=True, samesite="Lax", path=reverse("account_home"),
        )  # fmt: skip
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in. allauth's own list of addresses follows the account's: an invitation proved it."""
        actions.settle_address(user=user)
        super().login(request, user)

    # --- letters ---

    def format_email_subject(self, subject: str) -> str:
        """As it is; no name of a site in brackets."""
        return subject

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person what happened to their account."""
        self.send_mail(template_prefix, email or user.email, {**(context or {}), "user": user})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter into the outbox, in the person's language; links are its secrets."""
        request, user = self.request, context["user"]
        link = context.get("password_reset_url") or context.get("activate_url") or ""
        with override(user.language or get_language()):
            if template_prefix in NOTICES:
                verb, said = NOTICES[template_prefix]
                template = "accounts/letters/notice.txt"
            else:
                verb, template, said = LINKS[template_prefix]
            home = request.build_absolute_uri(reverse("account_home"))
            body = render_to_string(template, {"name": user.name, "what": str(said), "home": home})
            actions.write_to_person(
                actor=who(request), user=user, verb=verb, to_address=email, subject=str(said), body=body,
                secrets={"link": link} if link else {}, language=str(get_language()), now=timezone.now(),
            )  # fmt: skip
        if template_prefix in ENDS_OTHERS:
            actions.end_sessions(user=user, but=request.session.session_key or "")


LINKS: dict[str, tuple[str, str, Promise]] = {
    "account/email/password_reset_key": (
        "accounts.password_link_sent", "accounts/letters/password.txt", _("Choose a new password for Nybrott")
    ),
    "account/email/email_confirmation": (
        "accounts.address_link_sent", "accounts/letters/address.txt", _("Confirm your new e-mail address in Nybrott")
    ),
}  # fmt: skip


class Backend(AuthenticationBackend):
    """Finds an account by its own address, whatever the case, and by no other."""

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        found: User | None = self._check_password(User.objects.filter(email__iexact=email).first(), password)
        return found


class Counted:
    """One try to come into an account from somewhere, counted where it belongs."""

    def __init__(self, request: HttpRequest, email: str, *, second: bool = False) -> None:
        network, account = network_of(request), f"{'second' if second else 'first'}\0{email}"
        device = DeviceBook.read(request.COOKIES.get(COOKIE, "")).device_of(email)
        self.now = timezone.now()
        # a device the person has used is counted by itself: what others try elsewhere cannot close it
        self.counts: list[tuple[Limit, str]] = (
            [(SIGN_IN, f"{account}\0{device}")]
            if device
            else [(SIGN_IN_NETWORK, network), (SIGN_IN, f"{account}\0{network}")]
        )
        if second and not device:  # from many networks together; whoever comes so far has the right password
            self.counts.append((SECOND_STEP, email))

    def spend(self) -> None:
        """Count it everywhere; raises `TooMany` at the first limit that is passed."""
        for limit, key in self.counts:
            spend(limit=limit, who=key, now=self.now)

    def rollback(self) -> None:
        """It succeeded: it was not in vain."""
        for limit, key in self.counts:
            give_back(limit=limit, who=key, now=self.now)


class SecondStepAdapter(DefaultMFAAdapter):
    """Passkeys and codes from an app. The secret behind the codes is encrypted with the site's key."""

    error_messages: ClassVar[dict[str, Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not the right one, or it has already been used."),
        "cannot_generate_recovery_codes": _("Spare codes are for those who have a passkey or codes from an app."),
    }

    def encrypt(self, text: str) -> str:
        """What is kept instead of the secret."""
        return _safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; raises `InvalidToken` when neither the key nor a former one made it."""
        return _safe().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """A first name for a passkey: the device it is most likely made on."""
        return device_words(context.request.headers.get("User-Agent", ""))


def _safe() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [Fernet(urlsafe_b64encode(sha256(b"nybrott.people.second-step\0" + key.encode()).digest())) for key in keys]
    )
