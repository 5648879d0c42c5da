"""A person's own calendar address: made, made anew, closed."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.guidance.models import CalendarKey
from nybrott.journal.actions import record


def hash_of(token: str) -> str:
    """What is kept of an address's token."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def open_calendar(*, actor: Actor, token: str, now: datetime) -> CalendarKey:
    """Make the actor's address with a token nobody can guess. One they had before opens nothing any more."""
    if actor.user_id is None:
        raise Refused(_("Only those who are signed in have a calendar here."))
    CalendarKey.objects.filter(user_id=actor.user_id, ended_at=None).update(ended_at=now)
    made = CalendarKey.objects.create(user_id=actor.user_id, token_hash=hash_of(token), made_at=now)
    record(actor=actor, verb="guidance.calendar_opened", thing=made, at=now)
    return made


@transaction.atomic
def close_calendar(*, actor: Actor, now: datetime) -> None:
    """The address opens nothing any more."""
    key = CalendarKey.objects.filter(user_id=actor.user_id or 0, ended_at=None).first()
    if key is not None:
        key.ended_at = now
        key.save(update_fields=["ended_at"])
        record(actor=actor, verb="guidance.calendar_closed", thing=key, at=now)
