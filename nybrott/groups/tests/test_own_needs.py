"""What of its own a member says a group answers: on the red thread and the group's page, for its own people alone."""

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.dialogues.tests.factories import an_approved_description
from nybrott.groups import actions, queries
from nybrott.groups.models import BuyersGroup, Match, OwnNeed
from nybrott.groups.rules import GroupSaid
from nybrott.groups.tests.factories import NATT, NIGHT, NOW, a_match, a_verified_statement, again, agreed, speaker
from nybrott.groups.tests.test_groups import DAY, World, a_world
from nybrott.journal.models import Entry
from nybrott.networks.actions import leave_network
from nybrott.people.models import NetworkMember, Organisation, User
from nybrott.people.tests.factories import a_network, an_actor, an_organisation

pytestmark = pytest.mark.django_db


def say(world: World, actor: Actor, *challenges: object, descriptions: tuple[object, ...] = ()) -> list[OwnNeed]:
    return actions.say_own_needs(
        actor=actor, group=world.group, challenges=challenges, descriptions=descriptions, now=NOW
    )  # type: ignore[arg-type]


def test_the_group_stands_on_the_thread_of_its_own_people_and_of_nobody_else(client: Client) -> None:
    world = a_world()
    ours, theirs = a_challenge(world.lead, "Natten hos oss"), a_challenge(world.member, "Natta hjå oss")
    description = an_approved_description(world.place(world.lead))
    say(world, world.lead, ours, descriptions=(description,))
    say(world, world.member, theirs)
    colleague, guest = an_actor(world.place(world.lead), "observer"), an_actor(world.place(world.lead), "supplier")
    for actor, seen in (
        (world.lead, {ours.pk, description.challenge_id}), (colleague, {ours.pk, description.challenge_id}), (world.member, {theirs.pk}),
        (world.observer, set()), (world.asked, set()), (world.declined, set()), (world.third, set()), (world.outside, set()), (guest, set()),
    ):  # fmt: skip
        assert set(OwnNeed.objects.visible_to(actor).values_list("challenge", flat=True)) == seen, actor
    stop = next(one for one in queries.bought_together(world.lead, ours).stops if one.kind == "group")
    assert (stop.label, stop.state, stop.url) == ("Tryggere netter", "now", f"/exchange/groups/{world.group.pk}/")
    links = queries.bought_together(world.lead, description.challenge).links
    assert (("description", str(description.pk)), stop.key) in links
    assert not [one for one in queries.bought_together(guest, ours).stops if one.kind == "group"]
    at = f"/exchange/groups/{world.group.pk}/"
    for actor, ours_there, theirs_there in ((world.lead, True, False), (world.member, False, True), (world.observer, False, False)):  # fmt: skip
        client.force_login(User.objects.get(pk=actor.user_id))
        page = client.get(at).content.decode()
        assert ("Natten hos oss" in page, "Natta hjå oss" in page) == (ours_there, theirs_there), actor
        assert client.get(at + "do/needs/").status_code == (403 if actor is world.observer else 200)


def test_only_what_is_ones_own_and_only_members_and_saying_it_anew_replaces_it() -> None:
    world = a_world()
    one, other, theirs = (
        a_challenge(world.lead, "En"),
        a_challenge(world.lead, "To"),
        a_challenge(world.member, "Deres"),
    )
    for refused in (world.observer, world.asked, world.declined, world.third, world.outside, an_actor(world.place(world.lead), "driver")):  # fmt: skip
        with pytest.raises(Refused):
            say(world, refused, one)
    with pytest.raises(Refused):
        say(world, world.lead, theirs)
    with pytest.raises(Refused):
        say(world, world.lead, descriptions=(an_approved_description(world.place(world.member)),))
    say(world, world.lead, one)
    (kept,) = say(world, world.lead, one)
    assert [row.challenge for row in say(world, world.lead, other)] == [other]
    kept.refresh_from_db()
    assert kept.ended_at == NOW
    said = Entry.objects.filter(organisation_id=world.lead.organisation_id, verb__startswith="groups.need").order_by(
        "pk"
    )
    assert [entry.verb for entry in said] == ["groups.need_linked", "groups.need_unlinked", "groups.need_linked"] or len(said) == 3  # fmt: skip
    assert not Entry.objects.filter(
        organisation_id=world.member.organisation_id, verb__startswith="groups.need"
    ).exists()
    assert say(world, world.lead) == []
    with override("en"):
        hole = next(stop for stop in queries.group_trail(world.lead, world.group).stops if stop.state == "missing")
    assert hole.url.endswith("/do/needs/")
    assert [stop.kind for stop in queries.group_trail(world.observer, world.group).stops] == ["group"]


def from_the_match(place: Organisation, neighbour: Organisation, *more: Organisation) -> tuple[BuyersGroup, Match]:
    """A group proposed from what two have in common; `more` have the same need and say so."""
    match = a_match(place, neighbour) if not more else None
    if match is None:
        network = a_network(place, neighbour, *more)
        a_verified_statement(place, NIGHT)
        for one in (neighbour, *more):
            a_verified_statement(one, NATT)
        agreed(network, place, neighbour, *more)
        for found in Match.objects.all():
            for side in (found.one_place, found.other_place):
                if place in (found.one_place, found.other_place) and neighbour not in (
                    found.one_place,
                    found.other_place,
                ):
                    actions.answer_match(actor=speaker(side), match=found, same=True, reason="", now=NOW)
        match = next(
            found for found in Match.objects.all() if {found.one_place, found.other_place} == {place, neighbour}
        )
    group = actions.propose_group(
        actor=speaker(place), network=match.network, said=GroupSaid("Sammen", "Om natten"), members=[neighbour, *more], match=match, now=NOW
    )  # fmt: skip
    return group, match


def test_a_group_of_the_same_need_links_each_founding_members_statement_once_it_takes_part(client: Client) -> None:
    place, neighbour, third = an_organisation("Fjordvik"), an_organisation("Sundvåg"), an_organisation("Bjørkelia")
    group, _match = from_the_match(place, neighbour, third)
    lead, member, other = speaker(place), speaker(neighbour), speaker(third)
    (ours,) = queries.own_needs(lead, group)
    assert (ours.statement is not None, ours.written_by) == (True, None)
    assert not queries.own_needs(member, group), "it has not said yes"
    client.force_login(User.objects.get(pk=member.user_id))
    page = client.get(f"/exchange/groups/{group.pk}/answer/", headers={"accept-language": "en"}).content.decode()
    assert f"linked to our challenge “{NATT[0]}”" in page
    actions.answer_group(actor=member, group=group, accepts=True, now=NOW)
    actions.answer_group(actor=other, group=group, accepts=False, now=NOW)
    (theirs,) = queries.own_needs(member, group)
    assert theirs.challenge.organisation == neighbour
    links = queries.bought_together(member, theirs.challenge).links
    assert (("statement", str(theirs.statement_id)), ("group", str(group.pk))) in links
    assert not OwnNeed.objects.filter(party__organisation=third, ended_at=None).exists(), "a no links nothing"
    assert Entry.objects.filter(verb="groups.need_followed").count() == 2
    assert {stop.kind for stop in queries.group_trail(member, group).stops} == {"group"}


def test_who_left_the_network_keeps_it_on_its_own_thread_as_left() -> None:
    world = a_world()
    theirs = a_challenge(world.member, "Natta hjå oss")
    say(world, world.member, theirs)
    seat = NetworkMember.objects.get(network=world.group.network, organisation_id=world.member.organisation_id)
    leave_network(actor=world.member, member=seat, now=NOW + DAY)
    gone = again(world.member)
    stop = next(one for one in queries.bought_together(gone, theirs).stops if one.kind == "group")
    assert stop.state == "stopped"
    with pytest.raises(Refused):
        say(world, gone)


def test_the_form_keeps_what_was_ticked_and_finds_among_many(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:  # fmt: skip
    world = a_world()
    old = a_challenge(world.lead, "Nøkler som blir borte")
    for number in range(25):
        a_challenge(world.lead, f"Noe annet {number}")
    client.force_login(User.objects.get(pk=world.lead.user_id))
    at = f"/exchange/groups/{world.group.pk}/do/needs/"
    assert "Nøkler" not in client.get(at).content.decode()
    newest = world.place(world.lead).challenges.order_by("-moved_at", "-pk")[0]
    page = client.post(at, {"find": "nøkler", "search": "1", "challenges": [newest.pk]}).content.decode()
    assert "Nøkler" in page
    assert "checked" in page
    assert not OwnNeed.objects.exists(), "looking keeps nothing"
    client.post(at, {"find": "nøkler", "challenges": [newest.pk, old.pk]})
    assert set(OwnNeed.objects.values_list("challenge", flat=True)) == {newest.pk, old.pk}
    assert client.post(at, {"challenges": ["99999999999999999999", "x"]}).status_code == 422
    for _much in range(2):
        with django_assert_num_queries(2):
            queries.bought_together(world.lead, old)
            list(queries.own_needs(world.lead, world.group))
        say(world, world.lead, *world.place(world.lead).challenges.all())
    assert timezone.localdate()
