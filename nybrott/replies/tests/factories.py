"""People who told and asked to hear, and replies to them, made by the same actions people use."""

from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from nybrott.challenges import actions as challenges
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.hearings import actions as hearings
from nybrott.hearings.actions import Told as Telling
from nybrott.hearings.models import Contribution
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor
from nybrott.replies import actions
from nybrott.replies.models import Reply

_number = count(1)
keys = (f"key-{number}" for number in count(1))


def key() -> str:
    """The key of a letter's link; in tests one after the other."""
    return next(keys)


def a_challenge(place: Organisation, *, at: datetime, unit: object = None, title: str = "") -> Challenge:
    """A challenge whose users are heard since `at`."""
    lead, number = an_actor(place, "lead"), next(_number)
    made = challenges.raise_challenge(
        actor=lead, details=challenges.ChallengeDetails(title or f"Vanskelig {number}", unit=unit), slug=f"vanskelig-{number}", now=at,  # type: ignore[arg-type]
    )  # fmt: skip
    challenges.anchor_challenge(actor=lead, challenge=made, ask=challenges.Ask("Lettere", "Bedre"), now=at)
    made.refresh_from_db()
    challenges.open_hearing(actor=lead, challenge=made, in_public=True, public_text={"nb": "Hva er vanskelig?"}, now=at)
    made.refresh_from_db()
    return made


def one_who_told(
    challenge: Challenge, *, at: datetime, address: str = "", language: str = "nb", side: str = "user", token: str = ""
) -> Contribution:
    """Somebody told; with an address they asked to hear."""
    number = next(_number)
    told = Telling(
        f"Det er vanskelig {number}", keep_until=(at + timedelta(days=730)).date(), side=side, language=language
    )
    made, _new = hearings.contribute(
        challenge=challenge,
        told=told,
        sent_key=f"sent-{number}",
        token=token or f"token-{number}",
        reply_to=address,
        now=at,
    )
    return made


def some_who_asked(challenge: Challenge, many: int, *, at: datetime, language: str = "nb") -> list[Contribution]:
    """Some told and asked to hear."""
    return [
        one_who_told(challenge, at=at, address=f"kari{next(_number)}@example.org", language=language)
        for _one in range(many)
    ]


def park(challenge: Challenge, *, at: datetime) -> None:
    """Something happens to it that those who told have to hear."""
    challenges.park_challenge(actor=an_actor(Organisation.objects.get(pk=challenge.organisation_id), "lead"), challenge=challenge, reason="Vi mangler folk.", now=at)  # fmt: skip
    challenge.refresh_from_db()


def a_draft(challenge: Challenge, actor: Actor | None = None, *, at: datetime | None = None) -> Reply:
    """A draft with the proposed words."""
    lead = actor or an_actor(challenge.organisation, "lead")
    return actions.begin_reply(actor=lead, challenge=challenge, now=at or timezone.now())


def a_parked_one_with(place: Organisation, many: int, *, language: str = "nb") -> tuple[Challenge, list[Contribution]]:
    """A challenge that was parked after some told and asked to hear."""
    now = timezone.now()
    challenge = a_challenge(place, at=now - timedelta(days=20))
    people = some_who_asked(challenge, many, at=now - timedelta(days=10), language=language)
    park(challenge, at=now - timedelta(days=2))
    return challenge, people
