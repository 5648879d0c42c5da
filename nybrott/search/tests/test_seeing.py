"""What is seen of many things is what each kind's rule says of each of them; and a rule that is kept stays true."""

from datetime import date, time, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges.models import Sharing
from nybrott.core.actor import VISITOR, Actor
from nybrott.people.models import Membership, NetworkMember
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.search import queries
from nybrott.search.queries.seeing import rule, seen_by
from nybrott.search.tests.factories import one_of_each, opened, shared

pytestmark = pytest.mark.django_db
WORD = "Fjellrevprosjekt"


def one_by_one(actor: Actor, keys: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [
        (name, ref)
        for name, ref in keys
        if (not (kind := queries.KINDS[name]).permission or actor.may(kind.permission))
        and kind.seen(kind.model._default_manager.filter(pk=ref), actor).exists()
    ]


def test_each_thing_is_seen_by_those_its_own_rule_lets_see_it(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    place, near = an_organisation(), an_organisation()
    network = a_network(place, near)
    made, theirs = one_of_each(place, WORD), one_of_each(near, WORD)
    shared(made["challenge"], Sharing.NETWORK)
    opened(theirs["run"], network.pk)
    keys = [(name, things[name]) for name in queries.KINDS for things in (theirs, made)]
    keys += [(name, 10**9) for name in queries.KINDS]
    met = set()
    for actor in [VISITOR, *(an_actor(of, role) for role in ROLES for of in (place, near, an_organisation()))]:
        expected = one_by_one(actor, keys)
        with django_assert_num_queries(1):
            assert seen_by(actor, keys) == expected, actor
        met |= {name for name, _ref in expected}
        assert seen_by(actor, reversed(keys)) == expected[::-1]
    assert met == set(queries.KINDS)
    assert seen_by(VISITOR, []) == []


def test_a_rule_neither_asks_nor_looks_at_the_clock_while_it_is_put_together(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """So that it is the same the next time: it depends on who asks, and on nothing else."""
    actors = [VISITOR, *(an_actor(an_organisation(), role) for role in ROLES)]
    for name in queries.KINDS:
        for actor in actors:
            with django_assert_num_queries(0):
                found = rule.__wrapped__(name, actor)
            assert found == rule.__wrapped__(name, actor) or found is None
            _question, given = found or ("", ())
            assert not [one for one in given if isinstance(one, date | time | timedelta)], (name, given)


def test_who_loses_a_role_or_leaves_a_network_no_longer_sees_what_it_gave() -> None:
    place, near = an_organisation(), an_organisation()
    a_network(place, near)
    made = one_of_each(place, WORD)
    shared(made["challenge"], Sharing.NETWORK)
    user, theirs = a_member(place, "lead"), a_member(near, "driver")
    keys = [("challenge", made["challenge"]), ("procurement", made["procurement"])]
    assert seen_by(actor_of(user, place), keys) == keys
    assert seen_by(actor_of(theirs, near), keys) == keys[:1]
    NetworkMember.objects.filter(organisation=near).delete()
    assert seen_by(actor_of(theirs, near), keys) == []
    Membership.objects.filter(user=user).update(roles=["supplier"])
    assert seen_by(actor_of(user, place), keys) == []
