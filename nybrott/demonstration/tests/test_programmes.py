"""The demonstration's programmes: one for the network, two copies, an update waiting."""

import pytest
from django.utils import timezone

from nybrott.demonstration.municipality import fill_people
from nybrott.demonstration.programmes import fill_programmes
from nybrott.people.models import User
from nybrott.people.queries import actor_of
from nybrott.programmes.models import MethodCard, Package, Programme
from nybrott.programmes.queries import family, pieces_waiting


@pytest.mark.django_db
def test_a_network_programme_is_copied_by_two_one_with_adaptations_and_an_update_waiting() -> None:
    now = timezone.now()
    fjordvik = fill_people(now)
    for _twice in range(2):
        fill_programmes(fjordvik, now)
    assert Programme.objects.count() == 3
    ours = fjordvik.programmes.get()
    lead = actor_of(User.objects.get(name="Ingvild Moe"), fjordvik)
    assert pieces_waiting(lead, ours) == 6
    assert Package.objects.filter(programme__isnull=False).count() == 3
    lanes = family(lead, ours.packages.get().root)
    assert [(lane.publisher, len(lane.versions)) for lane in lanes] == [
        ("Nybrott", 1), ("Sundvåg kommune", 2), ("Nybrott", 1), ("Fjordvik kommune", 1),
    ]  # fmt: skip
    assert MethodCard.objects.get().version == 2
