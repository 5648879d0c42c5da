"""The demonstration of peer challenges: one answered with points taken and not taken, one open for Fjordvik, and nothing made twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.demonstration.municipality import fill_people
from nybrott.needs.tests.factories import a_statement
from nybrott.neighbourhood.peerreviews import NIGHT, SNOW, fill_peerreviews
from nybrott.peerreviews.models import PeerReview
from nybrott.peerreviews.queries import came_of, of_others, ours
from nybrott.people.models import User
from nybrott.people.queries import actor_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hours", [0, 11])
def test_one_is_answered_and_one_is_open_for_fjordvik(hours: int) -> None:
    now = timezone.now() + timedelta(hours=hours)
    with override("nb"):
        fjordvik = fill_people(now)
        lead = actor_of(User.objects.get(name="Ingvild Moe"), fjordvik)
        a_statement(an_anchored_challenge(fjordvik), lead, "41 ganger siden august.", NIGHT)
        fill_peerreviews(fjordvik, now)
        fill_peerreviews(fjordvik, now)
    assert PeerReview.objects.count() == 2
    came = came_of(ours(lead))
    assert (came.reviews, came.answers, came.points, came.taken) == (1, 2, 5, 4)
    assert [(one.title, one.state) for one in of_others(lead)] == [(SNOW, "open")]
