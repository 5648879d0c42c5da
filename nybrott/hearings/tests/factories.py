"""What people told, for tests, made by the same actions people use."""

from datetime import timedelta
from io import BytesIO
from itertools import count

from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.hearings import actions
from nybrott.hearings.actions import Shown, Told
from nybrott.hearings.models import Contribution, Evidence
from nybrott.sources.tests.test_papers import a_picture

_number = count(1)


def a_contribution(challenge: Challenge, text: str = "", token: str = "", reply_to: str = "") -> Contribution:
    """What somebody told, in public."""
    number, now = next(_number), timezone.now()
    told = Told(text or f"Det er vanskelig {number}", keep_until=(now + timedelta(days=700)).date(), side="user")
    made, _new = actions.contribute(
        challenge=challenge,
        told=told,
        sent_key=f"key-{number}",
        token=token or f"token-{number}",
        reply_to=reply_to,
        now=now,
    )
    return made


def some_evidence(challenge: Challenge, actor: Actor, title: str = "", **more: object) -> Evidence:
    """A piece of evidence somebody recorded."""
    now = timezone.now()
    shown = Shown("interview", title or f"Samtale {next(_number)}", (now + timedelta(days=700)).date(), **more)  # type: ignore[arg-type]
    return actions.record_evidence(actor=actor, challenge=challenge, shown=shown, now=now)


def a_photo(challenge: Challenge, actor: Actor, data: bytes = b"") -> Evidence:
    """A photo somebody recorded as evidence."""
    now, number = timezone.now(), next(_number)
    file = BytesIO(data or a_picture())
    shown = Shown("photo", f"Bad {number}", (now + timedelta(days=700)).date(), file=file, file_name="bad.jpg")
    return actions.record_evidence(actor=actor, challenge=challenge, shown=shown, now=now)
