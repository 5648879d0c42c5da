"""Suppliers and the people who speak for them, as pages find them."""

from datetime import datetime
from hashlib import sha256

from django.db.models import Q, QuerySet

from nybrott.dialogues.models import Dialogue, Entry, Registration, Representative, Supplier


def hash_of(token: str) -> str:
    """What is kept of the secret in a link: enough to know it again, not to make it."""
    return sha256(token.encode()).hexdigest()


def representative_by(key: str, now: datetime) -> Representative | None:
    """Whose own page a key opens; None for a key that never was, or whose person is no longer kept. Who left can still read. A new key opens
    it too, and the one before still does until the new one was used (`actions.use_link`)."""
    return known_by(key, now).select_related("supplier__dialogue__organisation").first()


def known_by(key: str, now: datetime) -> QuerySet[Representative]:
    """The one whose own page a key opens, or nobody: for pages that need less than all of it."""
    known = hash_of(key)
    return Representative.objects.filter(
        Q(key_hash=known) | Q(next_hash=known), confirmed_at__isnull=False, keep_until__gte=now.date()
    )


def registration_by(key: str, now: datetime) -> Registration | None:
    """What a link confirms; None for one that never was, was used, or has expired."""
    found = Registration.objects.select_related("dialogue__organisation", "supplier")
    return found.filter(confirm_hash=hash_of(key), confirm_until__gte=now).first()


def exchanged(supplier: Supplier) -> QuerySet[Entry]:
    """What a supplier gave and got itself, the newest first; what everyone got stands on the dialogue's page."""
    return supplier.entries.order_by("-place")


def wanting_in(dialogue: Dialogue, now: datetime) -> QuerySet[Registration]:
    """Who confirmed their address and waits for a yes from one who speaks for the supplier or from us, the longest waiting first."""
    found = dialogue.registrations.filter(confirmed_at__isnull=False, confirm_until__gte=now)
    return found.select_related("supplier", "dialogue").order_by("confirmed_at", "pk")
