"""Networks: nobody is in one without having said yes, nobody outside sees it, and one organisation always keeps it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry, Letter
from nybrott.networks import actions, rules
from nybrott.networks.queries import called, members_of, named, namesakes, networks, told_apart
from nybrott.people.models import Network, NetworkMember
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation

pytestmark = pytest.mark.django_db


def invited(network: Network) -> NetworkMember:
    guest = an_organisation("Gjest")
    a_member(guest, "admin")
    return actions.invite_to_network(
        actor=an_actor(network.keeper, "coordinator"), network=network, organisation=guest,
        answer_at=lambda one: f"https://example.org/{one.pk}", now=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_who_keeps_and_who_decides(role: str) -> None:
    place, other = an_organisation(), an_organisation()
    network = a_network(place, other)
    mine, theirs = network.members.get(organisation=place), network.members.get(organisation=other)
    actor, guest, stranger = an_actor(place, role), an_actor(other, role), an_actor(an_organisation(), role)
    admin, keeps = role == "admin", role in {"admin", "coordinator"}
    assert bool(rules.may_found_network(actor)) == admin
    assert bool(rules.may_keep_network(actor, network)) == keeps
    assert bool(rules.may_remove_from_network(actor, theirs)) == keeps
    assert not rules.may_remove_from_network(actor, mine)
    assert bool(rules.may_hand_over_network(actor, network, theirs)) == admin
    assert not rules.may_hand_over_network(actor, network, mine)
    assert not rules.may_leave_network(actor, mine), "who keeps it hands it over first"
    assert bool(rules.may_leave_network(guest, theirs)) == admin
    assert not rules.may_dissolve_network(actor, network, others=1)
    assert bool(rules.may_dissolve_network(actor, network, others=0)) == admin
    for verdict in (
        rules.may_keep_network(guest, network),
        rules.may_keep_network(stranger, network),
        rules.may_leave_network(stranger, theirs),
        rules.may_dissolve_network(guest, network, others=0),
    ):
        assert not verdict
        assert verdict.reason.endswith(".")


def test_an_invitation_is_answered_by_the_invited() -> None:
    network = a_network(an_organisation("Holder"))
    member = invited(network)
    letter = Letter.objects.get()
    assert f"https://example.org/{member.pk}" in letter.body
    with pytest.raises(Refused):
        actions.join_network(actor=an_actor(network.keeper, "admin"), member=member, now=timezone.now())
    with pytest.raises(Refused, match="allerede med"):
        actions.invite_to_network(
            actor=an_actor(network.keeper, "admin"), network=network, organisation=member.organisation, answer_at=str, now=timezone.now()
        )  # fmt: skip
    admin = an_actor(member.organisation, "admin")
    assert networks(admin) == [], "before the yes nothing is seen"
    actions.join_network(actor=admin, member=member, now=timezone.now())
    inside = actor_of(member.organisation.memberships.get(user_id=admin.user_id).user, member.organisation)
    assert [one.organisation.name for one in members_of(inside, network)] == ["Gjest", "Holder"]
    with pytest.raises(Refused, match="besvart"):
        actions.decline_network(actor=admin, member=member, now=timezone.now())
    actions.leave_network(actor=admin, member=member, now=timezone.now())
    verbs = [verb.removeprefix("networks.") for verb in Entry.objects.order_by("pk").values_list("verb", flat=True)]
    assert verbs == ["asked", "joined", "left"]


def test_who_declined_or_was_taken_out_can_be_invited_again() -> None:
    network = a_network(an_organisation())
    member = invited(network)
    actions.decline_network(actor=an_actor(member.organisation, "admin"), member=member, now=timezone.now())
    keeper = an_actor(network.keeper, "admin")
    for _round in range(2):
        again = actions.invite_to_network(
            actor=keeper, network=network, organisation=member.organisation, answer_at=str, now=timezone.now()
        )
        actions.remove_from_network(actor=keeper, member=again, now=timezone.now())
    assert network.members.filter(left_at__isnull=True).count() == 1


def test_handing_over_and_ending() -> None:
    place, other = an_organisation(), an_organisation()
    network = a_network(place, other)
    admin, theirs = an_actor(place, "admin"), network.members.get(organisation=other)
    with pytest.raises(Refused):
        actions.dissolve_network(actor=admin, network=network, now=timezone.now())
    actions.hand_over_network(actor=admin, network=network, member=theirs, now=timezone.now())
    actions.leave_network(actor=admin, member=network.members.get(organisation=place), now=timezone.now())
    actions.dissolve_network(actor=an_actor(other, "admin"), network=network, now=timezone.now())
    assert not Network.objects.exists()
    assert Entry.objects.filter(verb="networks.dissolved").exists(), "the history stays"


def test_pages_of_networks(client: Client) -> None:
    place, other = an_organisation("Alvik"), an_organisation("Bervik")
    client.force_login(a_member(place, "admin"))
    guest = Client()
    guest.force_login(a_member(other, "admin"))
    assert "Ikke med i noe nettverk ennå" in client.get("/settings/networks/").content.decode()
    client.post("/settings/networks/new/", {"name": "New", "purpose": "<script>x</script>"})
    network = Network.objects.get()
    assert network.slug == "new-2", "“new” is a word of the address"
    address = f"/settings/networks/{network.slug}/"
    assert guest.get(address).status_code == 404
    assert client.post("/settings/networks/new/", {"name": "New"}).status_code == 422
    client.post(f"{address}invite/", {"organisation": other.pk})
    asked = NetworkMember.objects.get(organisation=other)
    assert "Alvik inviterer dere til New." in guest.get("/settings/networks/").content.decode()
    page = guest.get(f"/settings/networks/members/{asked.pk}/answer/").content.decode()
    assert "&lt;script&gt;x" in page
    assert "<script>x" not in page
    guest.post(f"/settings/networks/members/{asked.pk}/answer/", {"answer": "yes"})
    assert "Bervik" in guest.get(address).content.decode()
    client.post(f"{address}change/", {"name": "Nordre", "purpose": ""})
    assert "Nordre" in guest.get("/settings/networks/").content.decode()
    assert "Hele" not in client.get(f"{address}invite/").content.decode()
    guest.post(f"/settings/networks/members/{asked.pk}/leave/")
    assert guest.get(address).status_code == 404
    client.post(f"{address}end/")
    assert not Network.objects.exists()


def test_two_of_one_name_are_told_apart_by_what_is_known(client: Client) -> None:
    one = an_organisation("Herøy kommune", number="964978840", municipality_number="1515")
    other, alone = an_organisation("HERØY kommune"), an_organisation("Ålesund kommune", municipality_number="1508")
    assert named([one, other, alone, one]) == {
        one.pk: f"Herøy kommune ({told_apart(one)})",
        other.pk: f"HERØY kommune ({other.slug})",
        alone.pk: "Ålesund kommune",
    }
    assert told_apart(one).startswith("Møre og Romsdal · 1515 · ")
    assert named([one]) == {one.pk: "Herøy kommune"}, "alone among these"
    an_organisation("Herøy kommune")
    assert namesakes([one, alone]) == {"herøy kommune"}, "another of this host bears it"
    assert called(one, namesakes([one])) == f"Herøy kommune ({told_apart(one)})"
    network = a_network(one, other, alone)
    client.force_login(a_member(alone, "coordinator"))
    page = client.get(reverse("networks:network", args=[network.slug])).content.decode()
    assert "Møre og Romsdal · 1515" in page
    assert f"({other.slug})" in page
