"""Results beside what is known of the country, and as JSON for programs: aggregates only."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.evaluations import actions, queries
from nybrott.evaluations.models import Wave
from nybrott.evaluations.tests.factories import a_wave, an_open_wave, everybody_answers
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db
AREAS = ("process", "competence", "digital", "climate", "steering", "innovation")


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def actor(place: Organisation) -> Actor:
    return an_actor(place, "evaluator")


@pytest.fixture
def matured(place: Organisation, actor: Actor) -> Wave:
    """A closed wave of the survey of maturity: eight people, some of whom wrote something."""
    own = actions.copy_shipped(actor=actor, organisation=place, id="maturity", now=timezone.now())
    wave = a_wave(actor, place, 8, edition=own.editions.get())
    actions.open_wave(actor=actor, wave=wave, now=timezone.now())
    everybody_answers(wave, [{"areas": dict.fromkeys(AREAS, 2 + number % 3), "why": f"Hemmelig {number}"} for number in range(8)])  # fmt: skip
    return actions.close_wave(actor=actor, wave=wave, now=timezone.now())


def test_what_is_known_of_the_country_stands_beside_and_what_is_not_is_said(
    client: Client, place: Organisation, matured: Wave
) -> None:
    client.force_login(a_member(place, "driver"))
    client.cookies["nybrott_language"] = "en"
    page = client.get(reverse("evaluations:results", args=[matured.pk])).content.decode()
    for words in ("Beside the country: DFØ, Anskaffelsesundersøkelsen 2024", "Only organisations with high maturity give it priority.", "No figure known", "We have no national averages here."):  # fmt: skip
        assert words in page
    rows = client.get(reverse("evaluations:results_file", args=[matured.pk])).content.decode()
    assert "Only organisations with high maturity give it priority. (DFØ, Anskaffelsesundersøkelsen 2024)" in rows


def test_in_other_words_it_is_no_comparison(place: Organisation, actor: Actor, matured: Wave) -> None:
    edition = matured.edition
    edition.content["questions"][0]["rows"][0]["text"]["nb"] = "noe annet"
    assert queries.country_of(matured, "areas") is None
    assert queries.country_of(matured, "why") is None
    assert queries.country_said(matured, "areas.innovation", "nb") == ""


def test_json_holds_tables_and_what_they_mean_and_nothing_anybody_wrote(
    client: Client, place: Organisation, actor: Actor, matured: Wave
) -> None:
    address = reverse("evaluations:results_json", args=[matured.pk])
    assert client.get(address).status_code == 302
    client.force_login(a_member(place, "driver"))
    client.cookies["nybrott_language"] = "en"
    text = client.get(address).content.decode()
    said = json.loads(text)
    assert (said["format"], said["asked"], said["answered"]) == ("nybrott-survey-results/1", 8, 8)
    assert {one["show"] for one in said["tables"]} == {"mean"}
    assert {one["key"] for one in said["tables"]} == {f"areas.{area}" for area in AREAS}
    assert "areas.innovation" in said["country"]
    assert {"variable", "question", "part", "answer", "means"} == set(said["codebook"][0])
    assert "Hemmelig" not in text
    assert "example.org" not in text
    still_open = an_open_wave(actor, place, 5)
    assert client.get(reverse("evaluations:results_json", args=[still_open.pk])).status_code == 403
    client.force_login(a_member(an_organisation(), "evaluator"))
    assert client.get(address).status_code == 404
