"""Challenges for tests, made by the same actions people use."""

from itertools import count

from django.utils import timezone

from nybrott.challenges import actions
from nybrott.challenges.actions import Ask, ChallengeDetails
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor

_number = count(1)


def a_challenge(actor: Actor, title: str = "", **more: object) -> Challenge:
    """A challenge the actor raised."""
    number = next(_number)
    details = ChallengeDetails(title or f"Utfordring {number}", **more)  # type: ignore[arg-type]
    return actions.raise_challenge(actor=actor, details=details, slug=f"utfordring-{number}", now=timezone.now())


def an_anchored_challenge(place: Organisation, title: str = "") -> Challenge:
    """A challenge with a leader's yes."""
    made = a_challenge(an_actor(place, "lead"), title)
    ask = Ask("Trygge netter", "Færre fall")
    actions.anchor_challenge(actor=an_actor(place, "lead"), challenge=made, ask=ask, now=timezone.now())
    made.refresh_from_db()
    return made


def a_heard_challenge(place: Organisation, title: str = "") -> Challenge:
    """A challenge whose users are heard in public now."""
    made = an_anchored_challenge(place, title)
    actions.open_hearing(
        actor=an_actor(place, "lead"), challenge=made, in_public=True, public_text={"nb": "Hva er vanskelig om natten?"}, now=timezone.now()
    )  # fmt: skip
    made.refresh_from_db()
    return made
