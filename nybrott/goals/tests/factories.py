"""Goals for tests, made by the same actions people use."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.goals import actions
from nybrott.goals.models import Goal, Reading
from nybrott.goals.rules import Decision, Said
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor


def at(day: date) -> datetime:
    """Noon of a day."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)


def some_words(**more: Any) -> Said:
    """Falls at home, from 120 to 60 in four years, less is better."""
    said: dict[str, Any] = {
        "title": "Færre faller hjemme", "kind": "number", "better": "down", "counted_in": "fall", "how": "Meldte fall i hjemmetjenesten, per år.",
        "baseline": Decimal(120), "baseline_on": date(2024, 1, 1), "target": Decimal(60), "target_on": date(2027, 12, 31),
    }  # fmt: skip
    return Said(**(said | more))


def a_goal(place: Organisation, *, actor: Actor | None = None, **more: Any) -> Goal:
    """A goal that is proposed, and whole."""
    return actions.propose_goal(
        actor=actor or an_actor(place, "leader"), said=some_words(**more), now=at(date(2026, 11, 1))
    )


def a_decided_goal(
    place: Organisation, *, actor: Actor | None = None, on: date = date(2026, 3, 4), **more: Any
) -> Goal:
    """A goal the council decided."""
    actor = actor or an_actor(place, "leader")
    decision = Decision("Kommunestyret", on, "PS 45/26", "https://innsyn.example.org/ps-45-26")
    return actions.decide_goal(
        actor=actor, goal=a_goal(place, actor=actor, **more), decision=decision, now=at(date(2026, 11, 2))
    )


def a_reading(
    goal: Goal, value: "int | str" = 90, on: date = date(2026, 10, 31), actor: Actor | None = None
) -> Reading:
    """What it was on a day."""
    return actions.measure_goal(
        actor=actor or an_actor(goal.organisation, "leader"), goal=goal, value=Decimal(value), on=on, how="Fra fagsystemet", now=at(date(2026, 11, 3))
    )  # fmt: skip
