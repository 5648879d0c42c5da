"""What leaders are asked: the link in a letter, where a question stands, and what waits for whom."""

import base64
from datetime import UTC, datetime
from enum import Enum

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from nybrott.core.actor import Actor
from nybrott.people.queries.invitations import LONGEST_TOKEN, hash_of
from nybrott.runs.models import Participation, Run, Yes
from nybrott.runs.states import PartState, RunState

__all__ = ["Standing", "asked_of", "hash_of", "standing", "token_of", "unasked", "yes_at"]


class Standing(Enum):
    """Where a question stands, for whoever opens its link."""

    OPEN = "open"
    ANSWERED = "answered"
    ASIDE = "aside"
    OVER = "over"
    EXPIRED = "expired"


def token_of(part_id: int, asked_at: datetime) -> str:
    """The token of the link about a question. Nobody makes it without the site's secret, so that a reminder can hold the same
    link although only its hash is kept."""
    said = f"{part_id}:{asked_at.astimezone(UTC).isoformat(timespec='microseconds')}"
    made = salted_hmac("recruiting.yes", said, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def yes_at(token: str) -> Yes | None:
    """The question a link leads to; None when no link has this token."""
    if len(token) > LONGEST_TOKEN:
        return None
    found = Yes.objects.select_related(
        "part__user", "part__unit", "part__run", "part__organisation", "part__run__package"
    )
    return found.filter(token_hash=hash_of(token)).first()


def standing(asked: Yes, now: datetime) -> Standing:
    """Whether an answer is still wanted, and if not, why."""
    if asked.answer is not None:
        return Standing.ANSWERED
    if asked.part.run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return Standing.OVER
    if asked.put_aside_at is not None or asked.part.state != PartState.ASKED:
        return Standing.ASIDE
    return Standing.EXPIRED if asked.expires_at <= now else Standing.OPEN


def asked_of(actor: Actor) -> QuerySet[Yes]:
    """The questions to the actor that wait, the oldest first."""
    found = Yes.objects.visible_to(actor).filter(part__leader=actor.user_id or 0, answer=None, put_aside_at=None)
    found = found.filter(part__state=PartState.ASKED).exclude(
        part__run__state__in=[RunState.ENDED, RunState.CALLED_OFF]
    )
    return found.select_related("part__user", "part__unit", "part__run").order_by("asked_at", "pk")


def unasked(actor: Actor, run: Run) -> QuerySet[Participation]:
    """Those in a run whose leader is named and has never been asked (they came from a list), as far as the actor sees."""
    found = Participation.objects.visible_to(actor).filter(run=run, state=PartState.ASKED, yeses=None)
    return found.exclude(leader_email="").order_by("pk")
