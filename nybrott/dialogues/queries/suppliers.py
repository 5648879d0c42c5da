"""Suppliers and the people who speak for them, as pages find them."""

from datetime import datetime
from hashlib import sha256

from nybrott.dialogues.models import Entry, Registration, Representative, Supplier

MOST_SHOWN = 200


def hash_of(token: str) -> str:
    """What is kept of the secret in a link: enough to know it again, not to make it."""
    return sha256(token.encode()).hexdigest()


def representative_by(key: str, now: datetime) -> Representative | None:
    """Whose own page a key opens; None for a key that never was, or whose person is no longer kept. Who left can still read."""
    found = Representative.objects.select_related("supplier__dialogue__organisation").filter(
        key_hash=hash_of(key), confirmed_at__isnull=False, keep_until__gte=now.date()
    )
    return found.first()


def registration_by(key: str, now: datetime) -> Registration | None:
    """What a link confirms; None for one that never was, was used, or has expired."""
    found = Registration.objects.select_related("dialogue__organisation", "supplier")
    return found.filter(confirm_hash=hash_of(key), confirm_until__gte=now).first()


def exchanged(supplier: Supplier) -> list[Entry]:
    """What a supplier gave and got itself, the newest first; what everyone got stands on the dialogue's page."""
    return list(supplier.entries.order_by("-place")[:MOST_SHOWN])
