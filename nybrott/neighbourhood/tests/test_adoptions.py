"""The demonstration of adoptions: one with a result, one that is planned, and nothing made twice."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from nybrott.adoptions.models import Adoption
from nybrott.adoptions.queries import of_ours, reuse_of
from nybrott.cases.models import Case
from nybrott.cases.queries import address_of
from nybrott.demonstration.buying import fill_procurements
from nybrott.demonstration.municipality import fill_people
from nybrott.demonstration.struggles import fill_struggles
from nybrott.dialogues.models import Dialogue
from nybrott.journal.models import Letter
from nybrott.neighbourhood.adoptions import fill_adoptions
from nybrott.neighbourhood.cases import DOORS, fill_cases
from nybrott.people.models import User
from nybrott.people.queries import actor_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hours", [pytest.param(0, marks=pytest.mark.soak), 11])
def test_sundvag_tells_what_came_of_fjordviks_case(client: Client, hours: int) -> None:
    now = timezone.now() + timedelta(hours=hours)
    with override(settings.LANGUAGE_CODE):
        fjordvik = fill_people(now)
        fill_struggles(fjordvik, now)
        fill_procurements(fjordvik, now)
        fill_cases(fjordvik, now)
        fill_adoptions(fjordvik, now)
        fill_adoptions(fjordvik, now)
    assert Adoption.objects.count() == 2
    sundvag = Adoption.objects.get(organisation__name="Sundvåg kommune")
    assert sundvag.challenge is not None
    assert sorted(sundvag.made.values_list("piece", "ref")) == [("cards", "driver-talk"), ("cards", "shadowing"), ("cards", "user-journey"), ("dialogue", "")]  # fmt: skip
    plan = Dialogue.objects.get(organisation=sundvag.organisation, title=sundvag.title)
    assert "Utkast, henta frå" in plan.why
    reuse = reuse_of(of_ours(actor_of(User.objects.get(name="Ingvild Moe"), fjordvik)))
    assert (reuse.n, reuse.told) == (2, 1)
    doors = Case.objects.select_related("organisation").get(title=DOORS.said.title)
    shown = client.get(address_of(doors), headers={"accept-language": "nb"}).content.decode()
    assert "Sundvåg kommune" in shown
    assert "Ylva Myhre" not in shown
    assert "fra 28 til 19 minutt" in " ".join(shown.replace("\xa0", " ").split())
    assert set(Letter.objects.filter(organisation_id=fjordvik.pk, kind__startswith="adoptions.").values_list("kind", flat=True)) == {"adoptions.used", "adoptions.came"}  # fmt: skip
