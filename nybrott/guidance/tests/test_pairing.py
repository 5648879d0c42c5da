"""Who sees a pair and what the two wrote."""

import pytest
from django.utils import timezone

from nybrott.guidance.models import Note, Pairing
from nybrott.guidance.tests.factories import a_pairing
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import an_actor, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def test_a_pairs_own_notes_are_read_by_the_two_alone(place: Organisation) -> None:
    pairing = a_pairing(place)
    for kind in ("pair", "shared"):
        Note.objects.create(pairing=pairing, kind=kind, text=kind, written_at=timezone.now())

    def read(*roles: str) -> set[str]:
        return {note.text for note in Note.objects.visible_to(an_actor(place, *roles))}

    assert read("admin", "lead") == {"shared"}
    assert read("driver") == read("mentor") == set(), "shared with those who lead the run, not with everyone"
    for part in (pairing.driver, pairing.mentor):
        assert {note.text for note in Note.objects.visible_to(actor_of(part.user, place))} == {"pair", "shared"}
    assert not Pairing.objects.visible_to(an_actor(an_organisation(), "admin", "lead")).exists()
