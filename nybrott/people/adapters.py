"""What django-allauth asks of us: its adapters, in our words and by our rules."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only; one is never led away from the site."""

    error_messages: ClassVar[dict[str, Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account may not sign in. Ask an administrator in your organisation."),
        "email_password_mismatch": _("The e-mail address and the password do not belong together."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not the password you have now."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this site is a place to go on to."""
        return bool(url and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None))
