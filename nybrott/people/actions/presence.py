"""That somebody was here, for the list of where they are signed in."""

from datetime import datetime

from allauth.usersessions.models import UserSession


def note_seen(*, session_key: str, address: str, now: datetime) -> None:
    """Keep up the list of where somebody is signed in. A look is nothing that happened, so nothing is recorded."""
    seen = {"last_seen_at": now} | ({"ip": address} if address else {})
    UserSession.objects.filter(session_key=session_key).update(**seen)
