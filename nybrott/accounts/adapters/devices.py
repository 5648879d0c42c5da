"""Devices that somebody has signed in on before, so that others' tries elsewhere cannot close the door to them."""

import secrets
from dataclasses import dataclass
from typing import Self

from django.core import signing
from django.utils.crypto import salted_hmac

COOKIE = "nybrott_known"
SECONDS = 365 * 24 * 3600
MOST = 5  # accounts on one device


@dataclass(frozen=True, slots=True)
class DeviceBook:
    """Whose device this is, as a signed cookie: keyed hash of each account's address → a number of the device.

    At most `MOST` accounts, the latest last. It opens nothing; it only keeps others' tries apart from the person's own.
    """

    accounts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, cookie: str) -> Self:
        """What the cookie says; nothing when it is not ours or too old."""
        try:
            said = signing.loads(cookie, salt="nybrott.known", max_age=SECONDS)
            return cls(tuple((str(account), str(device)) for account, device in said))
        except (signing.BadSignature, TypeError, ValueError):
            return cls()

    def device_of(self, email: str) -> str:
        """The device's number for an account; empty when it was never used for it."""
        return dict(self.accounts).get(_mark(email), "")

    def with_account(self, email: str) -> Self:
        """The book with this account in it."""
        others = [pair for pair in self.accounts if pair[0] != _mark(email)]
        device = self.device_of(email) or secrets.token_hex(8)
        return type(self)((*others[1 - MOST :], (_mark(email), device)))

    def written(self) -> str:
        """As a cookie."""
        return signing.dumps(self.accounts, salt="nybrott.known")


def _mark(email: str) -> str:
    return salted_hmac("nybrott.known", email.lower(), algorithm="sha256").hexdigest()[:32]
