"""What the demonstration tells others."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from nybrott.cases import queries, rules
from nybrott.cases.models import Case, Version
from nybrott.demonstration.buying import fill_procurements
from nybrott.demonstration.municipality import fill_people
from nybrott.demonstration.struggles import fill_struggles
from nybrott.neighbourhood.cases import fill_cases

pytestmark = pytest.mark.django_db


def test_what_is_told(client: Client) -> None:
    now = timezone.now()
    with override(settings.LANGUAGE_CODE):
        fjordvik = fill_people(now)
        fill_struggles(fjordvik, now)
        fill_procurements(fjordvik, now)
        fill_cases(fjordvik, now)
        fill_cases(fjordvik, now)
    told = {one.title: one for one in Case.objects.all()}
    assert len(told) == 5
    assert sum(one.shown == "open" for one in told.values()) == 4
    assert all(rules.complete(one) == [] for one in told.values())
    stairs = told["Trappene var ikke problemet"]
    page = client.get(reverse("cases:changes", args=[stairs.organisation.slug, stairs.slug, 1, 2])).content.decode()
    assert "og tel i to år." in page
    doors = told["Nattpatruljen slipper å hente nøkler"]
    facts = queries.facts_told(Version.objects.get(case=doors).facts)
    assert any(one.measured and one.expected for one in facts.benefits)
    assert "Randi Bakke" in client.get(queries.address_of(doors)).content.decode()
    grass = told["Vi prøvde stille klippere, og glemte å bestemme oss"]
    assert "Trond Hauge" not in client.get(queries.address_of(grass)).content.decode()
    assert "Trond Hauge" not in client.get(reverse("cases:feed", args=["json"])).content.decode()
