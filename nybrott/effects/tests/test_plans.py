"""An evaluation plan is begun, read by the organisation's own people, and begun once."""

import pytest
from django.test import Client
from django.urls import reverse

from nybrott.core.verdict import Refused
from nybrott.effects.models import Plan
from nybrott.effects.tests.factories import a_plan
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.runs.tests.factories import a_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def test_a_plan_is_begun_once_by_those_who_evaluate_or_lead(place: Organisation) -> None:
    run = a_run(place)
    with pytest.raises(Refused, match=r"Bare evaluatorer og de som leder kullet"):
        a_plan(run, actor=an_actor(place, "driver"))
    plan = a_plan(run, actor=an_actor(place, "lead"))
    assert (plan.state, plan.organisation_id) == ("draft", place.pk)
    with pytest.raises(Refused, match=r"Kullet har evalueringsplanen sin"):
        a_plan(run)


def test_only_the_keepers_people_read_it(place: Organisation) -> None:
    other = an_organisation()
    plan = a_plan(a_run(place, network=a_network(place, other)))
    assert list(Plan.objects.visible_to(an_actor(place, "observer"))) == [plan]
    assert not Plan.objects.visible_to(an_actor(other, "admin")).exists()


def test_the_pages_teach_while_there_is_nothing(place: Organisation) -> None:
    run, client = a_run(place), Client()
    client.force_login(a_member(place, "evaluator"))
    address = reverse("effects:plan", args=[run.pk])
    assert "Kullet har ingen evalueringsplan ennå" in client.get(address).content.decode()
    assert "Ingen evaluering er planlagt ennå" in client.get(reverse("effects:plans")).content.decode()
    client.post(reverse("effects:begin", args=[run.pk]))
    assert f"Evaluering av {run.title}" in client.get(address).content.decode()
    assert run.title in client.get(reverse("effects:plans")).content.decode()
