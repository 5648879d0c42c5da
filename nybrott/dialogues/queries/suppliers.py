"""Suppliers and the people who speak for them, as pages find them."""

from datetime import datetime
from hashlib import sha256

from nybrott.dialogues.models import Representative


def hash_of(token: str) -> str:
    """What is kept of the secret in a link: enough to know it again, not to make it."""
    return sha256(token.encode()).hexdigest()


def representative_by(key: str, now: datetime) -> Representative | None:
    """Whose own page a key opens; None for a key that never was, or whose person left or is no longer kept."""
    found = Representative.objects.select_related("supplier__dialogue__organisation").filter(
        key_hash=hash_of(key), confirmed_at__isnull=False, keep_until__gte=now.date()
    )
    return found.first()
