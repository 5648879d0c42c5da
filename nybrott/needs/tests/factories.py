"""Challenges for tests, made by the same actions people use."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.needs import actions
from nybrott.needs.actions import ChallengeDetails, Shown, Told
from nybrott.needs.actions.anchoring import Ask
from nybrott.needs.models import Challenge, Contribution, Evidence, NeedDescription, ProblemStatement
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


def a_statement(challenge: Challenge, actor: Actor, problem: str = "", question: str = "") -> ProblemStatement:
    """A problem statement somebody worded."""
    return actions.word_problem(
        actor=actor, challenge=challenge, problem=problem or "Det er vanskelig om natten.", language="nb", now=timezone.now(),
        question=question or f"Hvordan kan vi gjøre natten tryggere {next(_number)}?",
    )  # fmt: skip


def a_description(challenge: Challenge, actor: Actor) -> NeedDescription:
    """A draft, put together from the trail."""
    return actions.begin_description(actor=actor, challenge=challenge, language="nb", now=timezone.now())
