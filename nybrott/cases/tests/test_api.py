"""Open cases for programs: what everyone may read, and nothing else."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nybrott.benefits.tests.factories import a_benefit
from nybrott.cases import actions
from nybrott.cases.models import Named
from nybrott.cases.tests.factories import WHEN, a_case, published, published_again, whole
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation

pytestmark = pytest.mark.django_db
HERE = "/api/v1/cases"


@pytest.fixture
def here() -> Organisation:
    return an_organisation("Fjordvik kommune", number="974760673")


def rows(client: Client, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(HERE + query)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["rows"]
    assert answer.json()["total"] == len(found)
    return found


def test_only_open_ones_are_given_also_to_those_who_see_more(client: Client, here: Organisation) -> None:
    network = a_network(here)
    lead = an_actor(here, "lead")
    shown = published(here, actor=lead, said=whole(title="Færre <b>alarmer</b> & mer søvn"))
    published(here, actor=lead, said=whole(level="private", title="Bare for oss selv her"))
    a_case(here, actor=lead, said=whole(title="Et utkast som ingen leser"))
    client.force_login(a_member(here, "lead"))
    assert network.pk
    (row,) = rows(client)
    assert (row["title"], row["place"], row["slug"], row["organisation_number"], row["version"], row["because"]) == ("Færre <b>alarmer</b> & mer søvn", here.slug, shown.slug, "974760673", 1, "")  # fmt: skip
    assert client.get(row["page"]).status_code == 200
    whole_of = client.get(f"{HERE}/{row['place']}/{row['slug']}").json()
    assert {key: whole_of[key] for key in row} == row
    assert whole_of["story"]["failed"] == whole().failed
    assert (whole_of["facts"], whole_of["named"]) == (None, [])
    refused = client.get(f"{HERE}/{here.slug}/bare-for-oss-selv-her")
    assert (refused.status_code, refused.json()) == (404, {"detail": "There is no case at this address that everyone may read."})  # fmt: skip
    assert client.get(f"{HERE}/{here.slug}/%00").status_code == 404


@pytest.mark.parametrize(
    ("query", "n"),
    [("organisation=974760673", 1), ("organisation=310400009", 0), ("kind=done", 1), ("kind=lesson", 0), ("word=natt", 1), ("word=vei", 0), ("cpv=33", 1), ("cpv=33196000", 1), ("cpv=45", 0), ("page=2", 0)],
)  # fmt: skip
def test_narrowed(client: Client, here: Organisation, query: str, n: int) -> None:
    published(here, said=whole(cpv=["85312000", "33196000"]))
    assert len(client.get(f"{HERE}?{query}").json()["rows"]) == n


@pytest.mark.parametrize("query", ["kind=alt", "word=", f"word={'x' * 41}", "cpv=x", "organisation=1", "level=private", "size=201"])  # fmt: skip
def test_a_wrong_question_is_told_so(client: Client, query: str) -> None:
    answer = client.get(f"{HERE}?{query}")
    assert answer.status_code == 422
    assert answer.json()["detail"].endswith(".")


def test_facts_are_given_without_what_only_its_own_people_see(client: Client, here: Organisation) -> None:
    benefit = a_benefit(here)
    case = published(here, procurement=benefit.procurement)
    facts = client.get(f"{HERE}/{here.slug}/{case.slug}").json()["facts"]
    assert [one["title"] for one in facts["benefits"]] == [benefit.title]
    assert facts["benefits"][0]["measured"] is None
    assert facts["trail"]
    assert all(set(stop) == {"kind", "on"} for stop in facts["trail"])


def test_it_is_the_same_until_something_changes(client: Client, here: Organisation) -> None:
    lead = an_actor(here, "lead")
    case = published(here, actor=lead)

    def changed(etag: str) -> str:
        answer = client.get(HERE, headers={"if-none-match": etag})
        assert answer.status_code == 200
        new = answer.headers["ETag"]
        assert client.get(HERE, headers={"if-none-match": new}).status_code == 304
        return new

    etag = changed('"none"')
    published_again(case, actor=lead)
    etag = changed(etag)
    Named.objects.create(case=case, role="en nattevakt", name="Kari Moe", consent="name", level="open")
    etag = changed(etag)
    Named.objects.update(consent="withdrawn", name="")
    etag = changed(etag)
    actions.take_down(actor=lead, case=case, reason="Et tall var galt", now=WHEN)
    changed(etag)
    assert rows(client) == []


def test_three_take_as_many_queries_as_one(client: Client, here: Organisation) -> None:
    published(here)
    rows(client)
    with CaptureQueriesContext(connection) as one:
        rows(client)
    published(here)
    published(here)
    with CaptureQueriesContext(connection) as three:
        assert len(rows(client)) == 3
    assert len(three) == len(one)
