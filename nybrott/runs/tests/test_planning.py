"""Planning a run, and who sees what of it."""

import pytest
from django.db import IntegrityError, transaction

from nybrott.core.verdict import Refused
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_network, a_unit, an_actor, an_organisation
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PART, RUN
from nybrott.runs.tests.factories import a_day, a_part, a_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def test_a_run_is_planned_by_those_who_run_programmes(place: Organisation) -> None:
    unit, other = a_unit(place), a_unit(place)
    run = a_run(place, units=(unit,), compared=(other,), places=12)
    assert (run.state, run.places, list(run.units.all()), list(run.compared.all())) == ("planned", 12, [unit], [other])
    with pytest.raises(Refused, match=r"Bare de som driver programmer"):
        a_run(place, lead=an_actor(place, "driver"))
    with pytest.raises(IntegrityError), transaction.atomic():
        a_run(place, ends_on=a_day(1), begins_on=a_day(2))


def test_only_the_keeper_plans_for_a_network(place: Organisation) -> None:
    other = an_organisation()
    network = a_network(place, other)
    run = a_run(place, network=network)
    with pytest.raises(Refused):
        a_run(other, network=network)
    assert list(Run.objects.visible_to(an_actor(other, "driver"))) == [run]
    assert not Run.objects.visible_to(an_actor(an_organisation(), "lead")).exists()


def test_in_a_networks_run_each_sees_its_own_people_and_the_keeper_all(place: Organisation) -> None:
    other, third = an_organisation(), an_organisation()
    run = a_run(place, network=a_network(place, other, third))
    own, theirs = a_part(run), a_part(run, place=other)
    a_part(run, "mentor", place=third)
    assert set(Participation.objects.visible_to(an_actor(place, "lead"))) == set(run.parts.all())
    assert set(Participation.objects.visible_to(an_actor(place, "driver"))) == {own}
    assert set(Participation.objects.visible_to(an_actor(other, "lead"))) == {theirs}
    assert not Participation.objects.visible_to(an_actor(an_organisation(), "admin")).exists()


def test_every_state_has_its_steps() -> None:
    assert RUN.open_steps("recruiting") == ("begin", "call_off")
    assert set(PART.open_steps("asked")) == {"take_in", "wait", "decline", "withdraw"}
