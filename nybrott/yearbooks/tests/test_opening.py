"""The counts of a version are the organisation's own until it opens them, and then they are counts alone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.classifications.models import ClassChoice
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_procurement
from nybrott.yearbooks import actions
from nybrott.yearbooks.tests.factories import a_yearbook

pytestmark = pytest.mark.django_db
HERE = "/api/v1/yearbooks"


@pytest.fixture
def place() -> Organisation:
    made = an_organisation("Fjordvik", number="974760673")
    procurement = a_procurement(made, state="preparing", title="Nattlys")
    Procurement.objects.filter(pk=procurement.pk).update(state="contract", competed_at=timezone.now())
    ClassChoice.objects.create(procurement=procurement, klass="innovative-solution", reason="Ny", proposed="none", at=timezone.now())  # fmt: skip
    return made


def rows(client: Client, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(HERE + query)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def test_what_is_published_is_not_open_until_somebody_opens_it(client: Client, place: Organisation) -> None:
    report = a_yearbook(place)
    assert rows(client) == []
    etag = client.get(HERE).headers["ETag"]
    buyer = Client(headers={"accept-language": "en"})
    buyer.force_login(a_member(place, "buyer"))
    where = reverse("yearbooks:version", args=[report.year, report.number])
    assert "Open the counts to everyone" in buyer.get(where).content.decode()
    page = buyer.post(reverse("yearbooks:counts", args=[report.year, report.number]), follow=True).content.decode()
    assert "Everyone can read the counts now." in page
    assert f'href="{HERE}?organisation=974760673&amp;year={report.year}"' in page
    assert client.get(HERE, headers={"if-none-match": etag}).status_code == 200
    (row,) = rows(client)
    assert (row["organisation"], row["organisation_number"], row["year"], row["version"]) == (
        "Fjordvik",
        "974760673",
        report.year,
        1,
    )
    assert {"way": "class", "moment": "started", "n": 1, "of": 1, "unknown": 0} in row["ways"]
    assert next(one for one in row["classes"] if one["name"] == "innovative-solution")["started"] == 1
    assert sum(one["n"] for one in row["agree"]) == 1
    assert row["digest"] == report.digest
    said = client.get(HERE).content.decode()
    assert "Nattlys" not in said
    assert not {"procurements", "units", "goals", "values", "published_by"} & set(row)
    for query, n in (("?organisation=974760673", 1), ("?organisation=910000000", 0), (f"?year={report.year}", 1), ("?year=2001", 0), ("?page=2", 0)):  # fmt: skip
        assert len(rows(client, query)) == n, query
    assert client.get(f"{HERE}?year=1").status_code == client.get(f"{HERE}?organisation=x").status_code == 422
    buyer.post(reverse("yearbooks:counts", args=[report.year, report.number]), {"close": "1"})
    assert rows(client) == []


def test_only_those_who_publish_open_and_twice_is_once(place: Organisation) -> None:
    report = a_yearbook(place)
    now = timezone.now()
    for actor in (an_actor(place, "driver"), an_actor(an_organisation("Granli"), "buyer")):
        with pytest.raises(Refused):
            actions.open_counts(actor=actor, report=report, now=now)
    buyer = actor_of(a_member(place, "buyer"), place)
    for _again in range(2):
        actions.open_counts(actor=buyer, report=report, now=now)
    assert Entry.objects.filter(verb="yearbooks.opened").count() == 1
    reader = Client(headers={"accept-language": "en"})
    reader.force_login(a_member(place, "leader"))
    page = reader.get(reverse("yearbooks:version", args=[report.year, report.number])).content.decode()
    assert "Look at what they read" in page
    assert "Close the counts" not in page
