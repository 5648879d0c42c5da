"""Insights and needs for tests, made by the same actions people use."""

from itertools import count

from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.hearings.models import Evidence
from nybrott.hearings.tests.factories import some_evidence
from nybrott.insights import actions
from nybrott.insights.actions import NeedParts
from nybrott.needs.models import Insight, Need

_number = count(1)


def an_insight(actor: Actor, challenge: Challenge, *evidence: Evidence, text: str = "") -> Insight:
    """An insight that rests on these."""
    said = text or f"Innsikt {next(_number)}"
    return actions.write_insight(actor=actor, challenge=challenge, text=said, evidence=evidence, now=timezone.now())[0]


def a_need(actor: Actor, challenge: Challenge, *rests_on: Evidence | Insight, need: str = "") -> Need:
    """A need that rests on these."""
    return actions.write_need(
        actor=actor, challenge=challenge, parts=NeedParts("Eldre", need or f"Trygghet {next(_number)}"),
        evidence=[one for one in rests_on if isinstance(one, Evidence)],
        insights=[one for one in rests_on if isinstance(one, Insight)], now=timezone.now(),
    )[0]  # fmt: skip


def from_user(actor: Actor, challenge: Challenge, name: str = "") -> Evidence:
    """What a user said."""
    return some_evidence(challenge, actor, pseudonym=name or f"Bruker {next(_number)}", side="user")


def from_employee(actor: Actor, challenge: Challenge, name: str = "") -> Evidence:
    """What an employee said."""
    return some_evidence(challenge, actor, pseudonym=name or f"Ansatt {next(_number)}", side="employee")


def a_verified_need(actor: Actor, challenge: Challenge) -> Need:
    """A need that a user and an employee show, verified."""
    made = a_need(actor, challenge, from_user(actor, challenge), from_employee(actor, challenge))
    actions.verify_need(actor=actor, need=made, now=timezone.now())
    made.refresh_from_db()
    return made
