"""Contracts that run out, for programs: what notices tell, and nothing an organisation made of them."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from nybrott.challenges.tests.factories import a_challenge
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member
from nybrott.procurements.tests.factories import a_procurement
from nybrott.renewals import actions, queries
from nybrott.renewals.models import Edition
from nybrott.renewals.tests.factories import a_buyer_organisation, a_contract, an_edition, in_months, today

pytestmark = pytest.mark.django_db
HERE = "/api/v1/renewals"


def asked(client: Client, query: str = "", status: int = 200) -> dict[str, Any]:
    answer = client.get(HERE + query)
    assert answer.status_code == status, answer.content
    said = answer.json()
    assert isinstance(said, dict)
    return said


def test_contracts_that_run_out_are_given_soonest_first_with_their_points(client: Client) -> None:
    an_edition()
    late = a_contract(title="Sent", first_on=in_months(20), minor=2_500_000_000, tenders=1)
    soon = a_contract(title="Snart", first_on=in_months(8), last_on=in_months(20), known_by="worded", words="varighet 2 år", option_words="opsjon 1 år")  # fmt: skip
    a_contract(title="Utenfor", first_on=in_months(40))
    said = asked(client)
    assert [row["title"] for row in said["rows"]] == ["Snart", "Sent"]
    first, last = said["rows"]
    assert (first["notice"], first["guessed"], first["words"], first["option_words"]) == (
        soon.key,
        True,
        "varighet 2 år",
        "opsjon 1 år",
    )
    assert (first["ends_on"], first["latest_on"]) == (soon.first_on.isoformat(), soon.last_on.isoformat())
    assert last["guessed"] is False
    assert (last["points"], last["parts"]) == (65, {"time": 25, "value": 20, "single": 20, "others": 0})
    assert sum(last["parts"].values()) == last["points"]
    assert client.get(last["page"]).status_code == 200
    assert late.title in client.get(last["page"]).content.decode()
    assert [row["title"] for row in asked(client, "?first=30&last=60")["rows"]] == ["Utenfor"]
    assert asked(client, "?page=2")["rows"] == []
    assert [row["title"] for row in asked(client, "?page=2&size=1")["rows"]] == ["Sent"]
    assert asked(client, "?page=2&size=1")["total"] == 2


def test_a_buyer_is_found_by_country_and_ref(client: Client) -> None:
    an_edition()
    a_contract(title="Granli")
    a_contract(title="Fjordvik", buyer="310400009")
    assert [row["title"] for row in asked(client, "?country=NO&buyer=310400009")["rows"]] == ["Fjordvik"]
    assert asked(client, "?country=SE&buyer=310400009")["total"] == 0
    assert asked(client, "?buyer=310400009", 400)["detail"].startswith("A buyer is found by its country")
    assert asked(client, "?first=24&last=6", 400)["detail"] == "The last month comes before the first."
    for wrong in ("last=121", "first=-1", "country=no", "buyer=A%00", "size=201", "shows=open"):
        assert asked(client, f"?{wrong}", 422)["detail"].endswith(".")


def test_nothing_of_an_organisation_is_given_even_to_its_own_people(client: Client) -> None:
    """Neither the own plan, the needs on the theme, nor what was made of a contract changes what everyone reads."""
    an_edition()
    place = a_buyer_organisation()
    contract = a_contract(place, title="Trygghetsalarmer på sykehjem")
    before = asked(client)
    user = a_member(place, "buyer")
    a_procurement(place, title="Hemmelig plan", state="in_use", ends_on=in_months(12))
    a_challenge(actor_of(user, place), "Trygghetsalarmer på sykehjem")
    actor = actor_of(user, place)
    found = queries.contract_at(actor, f"{contract.key}.{contract.ordinal}", today())
    assert found is not None
    actions.dismiss_contract(actor=actor, found=found, reason="Vi legger ned", now=timezone.now())
    client.force_login(user)
    assert asked(client) == before
    assert "Hemmelig" not in client.get(HERE).content.decode()
    assert "legger ned" not in client.get(HERE).content.decode()


def test_it_is_computed_anew_when_the_notices_are_read_anew(client: Client) -> None:
    edition = an_edition()
    a_contract()
    etag = client.get(HERE).headers["ETag"]
    assert client.get(HERE, headers={"if-none-match": etag}).status_code == 304
    Edition.objects.filter(pk=edition.pk).update(read_at=timezone.now())
    assert client.get(HERE, headers={"if-none-match": etag}).status_code == 200


def test_queries_do_not_grow(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    an_edition()
    for _round in range(3):
        a_contract()
        with django_assert_num_queries(4):
            asked(client)
