"""That somebody was here, for the list of where they are signed in."""

from datetime import datetime

from allauth.usersessions.models import UserSession

from nybrott.people.models import User

NOWHERE = "0.0.0.0"  # noqa: S104 - stands in the list when it cannot be known


def note_signed_in(*, user: User, session_key: str, address: str, device: str, now: datetime) -> None:
    """Begin a line in the list of where somebody is signed in; django-allauth does it for those who come by its door."""
    said = {"user": user, "ip": address or NOWHERE, "user_agent": device[:200], "created_at": now, "last_seen_at": now}
    UserSession.objects.get_or_create(session_key=session_key, defaults=said)


def note_seen(*, session_key: str, address: str, now: datetime) -> None:
    """Keep the list up. A look is nothing that happened, so nothing is recorded."""
    seen = {"last_seen_at": now} | ({"ip": address} if address else {})
    UserSession.objects.filter(session_key=session_key).update(**seen)
