"""The demonstration of peer challenges: one answered with points taken and not taken, one open for Fjordvik, and nothing made twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.cases.tests.factories import published, published_again, whole
from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.demonstration.municipality import fill_people
from nybrott.needs.tests.factories import a_statement
from nybrott.neighbourhood.cases import STAIRS
from nybrott.neighbourhood.peerreviews import NIGHT, SNOW, fill_peerreviews
from nybrott.peerreviews.models import PeerReview, Point
from nybrott.peerreviews.queries import came_of, of_others, ours
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hours", [pytest.param(0, marks=pytest.mark.soak), 11])
def test_one_is_answered_and_one_is_open_for_fjordvik(hours: int) -> None:
    now = timezone.now() + timedelta(hours=hours)
    with override("nb"):
        fjordvik = fill_people(now)
        lead = actor_of(User.objects.get(name="Ingvild Moe"), fjordvik)
        a_statement(an_anchored_challenge(fjordvik), lead, "41 ganger siden august.", NIGHT)
        sundvag = Organisation.objects.get(name="Sundvåg kommune")
        ylva = actor_of(User.objects.get(name="Ylva Myhre"), sundvag)
        published_again(published(sundvag, actor=ylva, said=whole(title=STAIRS.said.title)), actor=ylva, title=STAIRS.said.title)  # fmt: skip
        fill_peerreviews(fjordvik, now)
        fill_peerreviews(fjordvik, now)
    assert PeerReview.objects.count() == 3
    told = PeerReview.objects.get(kind="case")
    assert (told.state, told.invitations.filter(declined_at__isnull=False).count()) == ("done", 1)
    assert [point.led_words[:21] for point in Point.objects.filter(answer__review=told)] == [
        "",
        "Erfaringen, versjon 2",
    ]
    came = came_of(ours(lead))
    assert (came.reviews, came.answers, came.points, came.taken) == (1, 2, 5, 4)
    assert {(one.title, one.state) for one in of_others(lead)} == {(SNOW, "open"), (STAIRS.said.title, "done")}
