"""Rounds for tests, made by the same actions people use."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.insights.tests.factories import a_need
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor
from nybrott.priorities import actions
from nybrott.priorities.actions import By, Prepared, Sheet
from nybrott.priorities.models import Priority, Round

URL = "http://localhost/priorities/1/"


def later() -> date:
    """A week from now."""
    return timezone.localdate() + timedelta(days=7)


def a_draft(
    place: Organisation, *people: User, needs: int = 2, criteria: Sequence[By] = (), lead: Actor | None = None, challenge: Challenge | None = None
) -> Round:  # fmt: skip
    """A prepared round of a challenge, led by somebody who leads all; with two criteria unless said."""
    actor = lead or an_actor(place, "lead")
    at = challenge or a_challenge(actor, owner=a_member(place, "owner"))
    chosen = [a_need(actor, at, need=f"Behov {number}") for number in range(1, needs + 1)]
    made, _new = actions.begin_round(actor=actor, challenge=at, title="Hva haster mest?", now=timezone.now())
    by = criteria or (By("Rekkevidde", usual="reach"), By("Egen grunn", 2, low="lite", high="mye"))
    prepared = Prepared(made.title, later(), chosen, by, people)
    actions.prepare_round(actor=actor, one=made, prepared=prepared, now=timezone.now())
    return anew(made)


def a_round(place: Organisation, *people: User, **more: object) -> Round:
    """The same, open for scores."""
    made = a_draft(place, *people, **more)  # type: ignore[arg-type]
    actions.open_round(actor=leader_of(made), one=made, url=URL, now=timezone.now())
    return anew(made)


def leader_of(one: Round) -> Actor:
    """Whoever began it."""
    return actor_of(one.made_by, one.organisation)


def owner_of(one: Round) -> Actor:
    """The need owner of its challenge."""
    assert one.challenge is not None
    return actor_of(one.challenge.owner, one.organisation)


def anew(one: Round) -> Round:
    """The round as the database has it."""
    return Round.objects.select_related("challenge__owner", "unit", "organisation", "made_by").get(pk=one.pk)


def give(user: User, priority: Priority, values: Sequence[int | None], remark: str = "") -> actions.Saved:
    """What somebody gives a need, criterion by criterion in their order; what is left out is not answered."""
    one = anew(priority.round)
    keys = list(one.criteria.values_list("pk", flat=True))
    given: Mapping[int, int | None] = dict(zip(keys, values, strict=False))
    sheet = Sheet(given, {}, remark, "")
    return actions.score_need(
        actor=actor_of(user, one.organisation), priority=priority, sheet=sheet, now=timezone.now()
    )


def give_all(one: Round, scores: Mapping[User, Sequence[Sequence[int | None]]]) -> None:
    """Everybody's scores: a sequence for each need."""
    priorities = list(one.priorities.all())
    for user, sheet in scores.items():
        for priority, values in zip(priorities, sheet, strict=True):
            give(user, priority, values)


def a_shown_round(place: Organisation, number: int = 3, needs: int = 2) -> tuple[Round, list[User]]:
    """A round that `number` people scored and that is shown."""
    people = [a_member(place) for _ in range(number)]
    one = a_round(place, *people, needs=needs)
    give_all(one, {user: [(1 + (place_ + need) % 5, 3) for need in range(needs)] for place_, user in enumerate(people)})
    actions.show_round(actor=leader_of(one), one=one, url=URL, now=timezone.now())
    return anew(one), people
