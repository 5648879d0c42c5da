"""What people told, for tests, made by the same actions people use."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.hearings import actions
from nybrott.hearings.actions import Shown, Told
from nybrott.hearings.models import Contribution, Evidence

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
