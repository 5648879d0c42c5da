"""Who somebody is: the actor, built in a fixed number of queries, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import VISITOR
from nybrott.people.models import Membership, Network, NetworkMember, Organisation, Unit, User
from nybrott.people.queries import actor_of, standing_of
from nybrott.people.roles import PERMISSIONS, ROLES, permissions_of
from nybrott.people.tests.factories import a_member, a_network, a_unit, a_user, an_actor, an_organisation
from nybrott.ui.asking import who

pytestmark = pytest.mark.django_db


def test_a_role_gives_just_its_permissions() -> None:
    place = an_organisation()
    for word, role in ROLES.items():
        actor = an_actor(place, word)
        assert {permission for permission in PERMISSIONS if actor.may(permission)} == set(role.permissions), word
    assert permissions_of(frozenset({"no such role"})) == frozenset()


@pytest.mark.parametrize("roles", [(), ("admin",), ("supplier",), tuple(ROLES)])
def test_the_actor_that_tests_begin_with_is_the_one_a_site_makes(roles: tuple[str, ...]) -> None:
    place = an_organisation()
    a_network(place, an_organisation())
    left = a_network(an_organisation(), place)
    left.members.filter(organisation=place).update(left_at=timezone.now())
    made = an_actor(place, *roles)
    assert made == actor_of(User.objects.get(pk=made.user_id), place)
    assert len(made.network_ids) == 1


def test_an_actor_knows_its_units_and_all_below_them() -> None:
    place = an_organisation()
    health = a_unit(place, "Helse")
    home = a_unit(place, "Hjemmetjenesten", health)
    night = a_unit(place, "Nattpatruljen", home)
    a_unit(place, "Skole")
    assert an_actor(place, "driver", units=(home,)).unit_ids == {home.pk, night.pk}
    assert an_actor(place, "driver").unit_ids == frozenset()


def test_a_person_acts_for_one_organisation_and_may_switch() -> None:
    here, there, elsewhere = an_organisation("Alvik"), an_organisation("Bervik"), an_organisation("Cirvik")
    kari = a_user("Kari")
    a_member(there, "admin", user=kari)
    a_member(here, "driver", user=kari)
    assert standing_of(kari).actor.organisation_id == here.pk
    assert standing_of(kari).others == (there,)
    assert standing_of(kari, there.pk).actor.permissions == permissions_of(frozenset({"admin"}))
    assert standing_of(kari, elsewhere.pk).actor.organisation_id == here.pk, (
        "a choice that is not theirs is passed over"
    )


def test_who_has_left_acts_for_nobody() -> None:
    place = an_organisation()
    kari = a_member(place, "admin")
    Membership.objects.filter(user=kari).update(ended_at=timezone.now())
    assert actor_of(kari).organisation_id is None
    assert actor_of(kari).permissions == frozenset()
    assert actor_of(None) == VISITOR


def test_an_actor_knows_the_networks_its_organisation_is_in_now() -> None:
    place = an_organisation()
    now = timezone.now()
    for number, more in enumerate(({"joined_at": now}, {}, {"joined_at": now, "left_at": now})):
        network = Network.objects.create(name=f"N{number}", slug=f"n{number}", keeper=place, founded_at=now)
        NetworkMember.objects.create(network=network, organisation=place, invited_at=now, **more)
    assert [Network.objects.get(pk=key).name for key in an_actor(place).network_ids] == ["N0"]


def test_an_actor_takes_one_query_however_much_there_is(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = an_organisation()
    units = tuple(a_unit(place) for _ in range(3))
    kari = a_member(place, "driver", units=units)
    for _ in range(3):
        a_member(an_organisation(), "driver", user=kari)
    with django_assert_num_queries(1):
        standing_of(kari, place.pk)


def test_only_own_people_see_what_belongs_to_an_organisation() -> None:
    place, other = an_organisation(), an_organisation()
    a_unit(place)
    inside, outside = an_actor(place), an_actor(other)
    for model in (Unit, Membership):
        assert model.objects.visible_to(inside).count() == 1
        assert not model.objects.visible_to(outside).filter(organisation=place).exists()
        assert model.objects.visible_to(VISITOR).count() == 0
    assert Organisation.objects.visible_to(VISITOR).count() == 0
    assert set(Organisation.objects.visible_to(outside)) == {place, other}


def test_the_database_refuses_a_circle_of_units() -> None:
    place = an_organisation()
    health = a_unit(place)
    with pytest.raises(IntegrityError, match="no_unit_above_itself"), transaction.atomic():
        Unit.objects.filter(pk=health.pk).update(parent=health, above=[health.pk])
    with pytest.raises(IntegrityError, match="a_unit_knows_what_is_above"), transaction.atomic():
        Unit.objects.filter(pk=health.pk).update(above=[health.pk + 1])
    with pytest.raises(IntegrityError, match="not_too_many_levels"), transaction.atomic():
        Unit.objects.create(organisation=place, parent=health, name="Dyp", above=list(range(1000, 1012)))


def test_the_middleware_says_who_acts(client: Client, rf: RequestFactory) -> None:
    place = an_organisation()
    request = rf.get("/")
    assert who(request) == VISITOR
    client.force_login(a_member(place, "admin"))
    answer = client.get("/health/")
    assert isinstance(answer, HttpResponse)
    assert who(answer.wsgi_request).organisation_id == place.pk
