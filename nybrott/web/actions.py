"""What concerns every room at once and leaves a trace."""

from datetime import datetime

from django.db import transaction

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.web import rules


@transaction.atomic
def note_taken_along(*, actor: Actor, challenge: Challenge, sha256: str, size: int, now: datetime) -> None:
    """Note that somebody took the whole challenge along: a file of `size` bytes with this SHA-256."""
    insist(rules.may_take_along(actor, challenge))
    record(actor=actor, verb="web.challenge_exported", thing=challenge, at=now, facts={"bytes": size, "sha256": sha256})
