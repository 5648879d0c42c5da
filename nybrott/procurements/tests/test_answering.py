"""What a procurement answers, where there is much to choose among; and the dialogue that was never held."""

import re
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.procurements.actions import say_what_it_answers
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import bought_for
from nybrott.procurements.tests.factories import a_buyer, a_procurement

pytestmark = pytest.mark.django_db
SLUGS = count(1)


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def client(place: Organisation) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(a_member(place, "buyer"))
    return browser


def many(place: Organisation, n: int) -> None:
    now, actor = timezone.now(), an_actor(place, "driver")
    Challenge.objects.bulk_create(
        [Challenge(organisation=place, title=f"Nummer {one:03}", slug=f"m-{next(SLUGS)}", raised_by_id=actor.user_id, raised_at=now, moved_at=now) for one in range(n)]
    )  # fmt: skip


def shown(page: str) -> list[str]:
    return re.findall(r"Nummer \d{3}", page.split('name="challenges"', 1)[-1])


def test_of_hundreds_the_chosen_and_a_few_are_shown_and_all_can_be_found(place: Organisation, client: Client) -> None:
    one = a_procurement(place)
    address = reverse("procurements:answers", args=[one.pk])
    assert 'name="find"' not in client.get(address).content.decode()
    many(place, 300)
    old, second = Challenge.objects.get(title="Nummer 007"), Challenge.objects.get(title="Nummer 100")
    say_what_it_answers(actor=a_buyer(place), procurement=one, challenges=[old], now=timezone.now())
    page = client.get(address).content.decode()
    assert 'name="find"' in page
    found = shown(page)
    assert (found[0], len(found)) == ("Nummer 007", 21)
    # somebody looks: nothing is saved, nothing that was typed or ticked is lost
    looked = client.post(
        address, {"search": "1", "find": "nummer 100", "challenges": [old.pk], "no_description": "Kjent fra før"}
    )
    assert looked.status_code == 200
    page = looked.content.decode()
    assert shown(page) == ["Nummer 007", "Nummer 100"]
    assert re.search(rf'value="{old.pk}"[^>]*checked', page)
    assert "Kjent fra før" in page
    one.refresh_from_db()
    assert one.no_description == ""
    answer = client.post(address, {"find": "nummer 100", "challenges": [old.pk, second.pk]})
    assert answer.status_code == 302
    assert set(one.challenges.all()) == {old, second}
    others = a_challenge(an_actor(an_organisation(), "driver"))
    assert client.post(address, {"challenges": [others.pk]}).status_code == 422


def test_its_queries_do_not_grow(place: Organisation, client: Client) -> None:
    address = reverse("procurements:answers", args=[a_procurement(place).pk])

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    many(place, 3)
    asked()  # what is found once for all is found
    few = asked()
    many(place, 17)
    assert asked() == few
    many(place, 40)
    hundreds = asked()
    many(place, 200)
    assert asked() == hundreds


def test_a_competition_without_a_dialogue_says_that_it_was_not_held(place: Organisation) -> None:
    lead = an_actor(place, "lead")
    challenge = a_challenge(lead, "Natten")
    one = a_procurement(place, title="Nattlys")
    say_what_it_answers(actor=a_buyer(place), procurement=one, challenges=[challenge], no_description="Behovet er kjent.", now=timezone.now())  # fmt: skip
    assert [stop.kind for stop in bought_for(lead, challenge).stops] == ["procurement"]
    Procurement.objects.filter(pk=one.pk).update(competed_at=timezone.now())
    (held,) = [stop for stop in bought_for(lead, challenge).stops if stop.kind == "dialogue"]
    assert (held.state, held.ref) == ("stopped", "")
    assert "Nattlys" in held.note
    assert "Behovet er kjent." in held.note
    assert held.url == reverse("procurements:procurement", args=[one.pk])
