"""The demonstration's obstacles: reported once, by people who take part, and enough of them to be told as numbers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nybrott.efforts.queries import obstacles_by_kind
from nybrott.neighbourhood.leaders import SAID, fill_leaders
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
