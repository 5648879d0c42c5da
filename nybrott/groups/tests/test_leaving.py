"""An organisation leaves the network it is in a buyers' group of: told before, done that moment, and said to those who stay."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.groups import actions, queries
from nybrott.groups.models import Party
from nybrott.groups.tests.factories import NOW, again
from nybrott.groups.tests.test_groups import TEXT, World, a_world
from nybrott.journal.models import Entry, Letter
from nybrott.networks.actions import leave_network, remove_from_network
from nybrott.people.models import NetworkMember, User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def seat(world: World, actor: Actor) -> NetworkMember:
    return NetworkMember.objects.current().get(network=world.group.network, organisation_id=actor.organisation_id)


def page(client: Client, actor: Actor, address: str) -> str:
    client.force_login(User.objects.get(pk=actor.user_id))
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_member_is_told_before_it_leaves_and_the_others_after(client: Client) -> None:
    world = a_world()
    actions.write_common_text(actor=world.lead, group=world.group, said=TEXT, revision=0, now=NOW)
    User.objects.filter(pk=world.lead.user_id).update(language="nn")
    here = seat(world, world.member)
    told = page(client, world.member, f"/settings/networks/members/{here.pk}/leave/")
    assert "You are leaving the buyers’ group “Tryggere netter”. What you added stays as it is" in told
    assert Task.objects.filter(organisation_id=world.member.organisation_id, word="approve", state="open").exists()
    leave_network(actor=world.member, member=here, now=NOW + DAY)
    party = world.party(world.member)
    assert (party.state, party.left_at) == ("left", NOW + DAY)
    assert not Task.objects.filter(
        organisation_id=world.member.organisation_id, about_kind="groups.buyersgroup", state="open"
    ).exists()
    letter = Letter.objects.get(kind="groups.news", to_user_id=world.lead.user_id)
    assert letter.subject == "Sundvåg har gått ut av kjøpargruppa «Tryggere netter»"
    assert "Det ho la til i behovsskildringa, blir ståande" in letter.body
    assert "Ho leidde gruppa" not in letter.body
    assert set(Letter.objects.filter(kind="groups.news").values_list("to_user_id", flat=True)) == {
        world.lead.user_id,
        world.observer.user_id,
    }
    assert Entry.objects.filter(verb="groups.left_network").count() == 1
    alone = page(client, world.lead, f"/exchange/groups/{world.group.pk}/")
    assert "One member is left" in alone


def test_when_the_lead_is_gone_the_page_says_so_and_a_member_takes_over(client: Client) -> None:
    world = a_world()
    here = seat(world, world.lead)
    # the network is kept by another, or its keeper could not leave
    network = here.network
    network.keeper_id = world.member.organisation_id
    network.save()
    assert "which you lead" in page(client, world.lead, f"/settings/networks/members/{here.pk}/leave/")
    leave_network(actor=world.lead, member=here, now=NOW + DAY)
    assert "It led the group." in Letter.objects.get(kind="groups.news", to_user_id=world.member.user_id).body or "Nå er det ingen som leder" in Letter.objects.get(kind="groups.news", to_user_id=world.member.user_id).body  # fmt: skip
    at = f"/exchange/groups/{world.group.pk}/"
    told = page(client, world.member, at)
    assert "No one leads the group any more" in told
    assert "No one leads the group any more" in page(client, world.observer, at)
    assert "Your organisation has left" in page(client, world.lead, at)
    with pytest.raises(Refused):
        actions.write_common_text(actor=again(world.lead), group=world.group, said=TEXT, revision=0, now=NOW + 2 * DAY)
    actions.lead_by(actor=world.member, group=world.group, organisation=world.place(world.member), now=NOW + 2 * DAY)
    assert "No one leads the group any more" not in page(client, world.member, at)


def test_whoever_was_asked_and_is_taken_out_is_asked_no_more() -> None:
    world = a_world()
    keeper = world.group.network
    assert keeper is not None
    keeper.keeper_id = world.lead.organisation_id or 0
    keeper.save()
    remove_from_network(actor=world.lead, member=seat(world, world.asked), now=NOW + DAY)
    assert world.party(world.asked).state == "declined"
    assert not Task.objects.filter(organisation_id=world.asked.organisation_id, word="answer", state="open").exists()
    assert not queries.waiting_for(again(world.asked))
    # a row nobody told us of is seen by the job all the same
    NetworkMember.objects.filter(pk=seat(world, world.member).pk).update(left_at=timezone.now())
    assert actions.close_departed(group=world.group, now=NOW + DAY) == 1
    assert Party.objects.current().filter(group=world.group).count() == 2


def test_what_it_said_of_its_own_stays_with_it_alone() -> None:
    world = a_world()
    theirs = a_challenge(world.member, "Natta hjå oss")
    actions.say_own_needs(actor=world.member, group=world.group, challenges=[theirs], now=NOW)
    leave_network(actor=world.member, member=seat(world, world.member), now=NOW + DAY)
    assert [one.challenge for one in queries.own_needs(again(world.member), world.group)] == [theirs]
    assert not queries.own_needs(world.lead, world.group)
