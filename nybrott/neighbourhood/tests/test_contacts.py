"""The demonstration of talks: one held, one that waits for Fjordvik, and nothing made twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.cases.tests.factories import published, whole
from nybrott.contacts.models import ContactPoint, Talk
from nybrott.contacts.queries import waiting_for_us
from nybrott.contacts.states import TalkState
from nybrott.demonstration.municipality import fill_people
from nybrott.neighbourhood.cases import DOORS
from nybrott.neighbourhood.contacts import HELD, WAITS, fill_contacts
from nybrott.people.models import User
from nybrott.people.queries import actor_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hours", [0, 9, 17])
def test_a_talk_was_held_and_one_waits_for_fjordvik(hours: int) -> None:
    now = timezone.now() + timedelta(hours=hours)
    with override("nb"):
        fjordvik = fill_people(now)
        published(fjordvik, said=whole(title=DOORS.said.title))
        fill_contacts(fjordvik, now)
        fill_contacts(fjordvik, now)
    assert ContactPoint.objects.count() == 4
    held = Talk.objects.get(about=HELD)
    assert held.state == TalkState.HELD
    assert all(side.learned and side.says_yes for side in held.sides.select_related("user"))
    about = Talk.objects.get(kind="case")
    assert (about.about, about.state) == (DOORS.said.title, TalkState.AGREED)
    buyer = actor_of(User.objects.get(name="Kristian Øverås"), fjordvik)
    assert [one.about for one in waiting_for_us(buyer)] == [WAITS]
