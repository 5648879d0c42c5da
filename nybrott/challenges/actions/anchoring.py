"""A leader says yes to time and goal."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nybrott.challenges import letters, rules
from nybrott.challenges.models import Anchoring, Challenge
from nybrott.challenges.states import CHALLENGE
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.people.models import User


@dataclass(frozen=True, slots=True)
class Ask:
    """What a leader is asked to say yes to: purpose and goal in a few words, hours for the team, until when."""

    purpose: str
    goal: str
    hours: int | None = None
    until: date | None = None


@transaction.atomic
def ask_leader(*, actor: Actor, challenge: Challenge, leader: User, ask: Ask, url: str, now: datetime) -> Anchoring:
    """Ask a leader by letter."""
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    insist(rules.may_ask_leader(actor, challenge))
    anchoring = _ask(challenge, leader, ask, actor, now)
    record(
        actor=actor, verb="challenges.leader_asked", thing=challenge, at=now, facts={"name": leader.name},
        letters=[letters.anchoring_question(anchoring, actor.name, url)],
    )  # fmt: skip
    return anchoring


@transaction.atomic
def answer_anchoring(*, actor: Actor, anchoring: Anchoring, agrees: bool, answer: str, now: datetime) -> None:
    """The leader's yes or no. A yes anchors the challenge; a no says why and leaves it raised."""
    anchoring = Anchoring.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=anchoring.pk)
    insist(rules.may_answer_anchoring(actor, anchoring))
    anchoring.agreed, anchoring.answered_at, anchoring.answer = agrees, now, answer.strip()
    anchoring.save()
    challenge = anchoring.challenge
    if agrees:
        _anchor(challenge, now)
    told = [] if anchoring.asked_by is None else [letters.anchoring_answer(anchoring, anchoring.asked_by)]
    verb = "challenges.leader_agreed" if agrees else "challenges.leader_declined"
    record(actor=actor, verb=verb, thing=challenge, at=now, facts={"answer": anchoring.answer}, letters=told)


@transaction.atomic
def anchor_challenge(*, actor: Actor, challenge: Challenge, ask: Ask, now: datetime) -> Anchoring:
    """A leader who works on the challenge says yes at once."""
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    insist(rules.may_anchor(actor, challenge))
    anchoring = _ask(challenge, User.objects.get(pk=actor.user_id or 0), ask, actor, now, agreed=True)
    _anchor(challenge, now)
    record(actor=actor, verb="challenges.leader_agreed", thing=challenge, at=now)
    return anchoring


def _ask(
    challenge: Challenge, leader: User, ask: Ask, actor: Actor, now: datetime, *, agreed: bool | None = None
) -> Anchoring:
    return Anchoring.objects.create(
        challenge=challenge, leader=leader, asked_by_id=actor.user_id, asked_at=now, purpose=ask.purpose.strip(),
        goal=ask.goal.strip(), hours=ask.hours, until=ask.until, agreed=agreed, answered_at=now if agreed else None,
    )  # fmt: skip


def _anchor(challenge: Challenge, now: datetime) -> None:
    challenge.state = CHALLENGE.after("anchor", challenge.state)
    challenge.moved_at = now
    challenge.save()
