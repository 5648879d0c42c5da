"""The demonstration's leader's page: obstacles enough to be told as numbers, and a director who has decided goals and has one that waits."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.demonstration.municipality import fill_people
from nybrott.efforts.queries import obstacles_by_kind
from nybrott.goals.models import Goal
from nybrott.leaders.queries import own_waits, page_of
from nybrott.neighbourhood.leaders import BY_DIRECTOR, DIRECTOR, GOALS, SAID, fill_leaders
from nybrott.people.models import Unit, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import an_organisation
from nybrott.runs.models import Obstacle
from nybrott.runs.tests.factories import a_part, under_way

pytestmark = pytest.mark.django_db


def test_it_is_filled_once_and_shows_both_what_is_told_and_what_is_not() -> None:
    place, now = an_organisation(), timezone.now()
    fill_leaders(place, now)
    assert not Obstacle.objects.exists(), "without anybody who takes part nothing is reported"
    run = under_way(place)
    for n in range(12):
        a_part(run, "driver" if n % 3 else "mentor", place=place)
    for _ in range(2):
        fill_leaders(place, now)
    assert Obstacle.objects.count() == sum(len(texts) for texts in SAID.values())
    told = {one.kind: one.people for one in obstacles_by_kind(place.pk, now - timedelta(days=60), now)}
    assert told["time"] == 6
    assert told["competence"] == 5
    assert told["money"] is None
    assert Obstacle.objects.exclude(over_at=None).count() == 1


def test_the_director_leads_every_unit_and_has_decided_goals_and_one_to_decide() -> None:
    now = timezone.now()
    with override("nb"):
        fjordvik = fill_people(now - timedelta(days=1))
        for _ in range(2):
            fill_leaders(fjordvik, now)
        assert Goal.objects.filter(organisation=fjordvik).count() == len(GOALS)
        director = actor_of(User.objects.get(name=DIRECTOR.name), fjordvik)
        page = page_of(director, fjordvik, timezone.localdate(now).year, now, "Ingen enhet")
        assert page.scope.units == frozenset(Unit.objects.filter(organisation=fjordvik).values_list("pk", flat=True))
        assert {one.goal.decided_by for one in page.aims} == {BY_DIRECTOR, "Kommunestyret"}
        assert all(one.now is not None for one in page.aims), "each is measured"
        assert 0 < page.behind < len(page.aims), "one sees both"
        waits = own_waits(director, fjordvik, now)
        assert [one.about for one in waits] == [GOALS[-1][0]]
        assert own_waits(actor_of(User.objects.get(name="Kristian Øverås"), fjordvik), fjordvik, now) == []
