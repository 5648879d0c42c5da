"""Networks of organisations: founded by one that keeps them; others are asked, and answer for themselves."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.networks import rules
from nybrott.networks.letters import network_letter
from nybrott.people.actions.organisations import slug_of
from nybrott.people.models import Network, NetworkMember, Organisation

Leaving = Callable[[NetworkMember, datetime], None]
_LEAVING: list[Leaving] = []
RESERVED = ("new", "members")  # words that stand where a network's name does in addresses


def follow_leaving(act: Leaving) -> None:
    """A room above: what it does when an organisation leaves a network or is taken out of it, in the same transaction."""
    if act not in _LEAVING:
        _LEAVING.append(act)


def _left(member: NetworkMember, now: datetime) -> None:
    for act in _LEAVING:
        act(member, now)


def _held(network: Network) -> Network:
    """The network as it is now, while nobody else changes who is in it."""
    return Network.objects.select_for_update(no_key=True, of=("self",)).select_related("keeper").get(pk=network.pk)


def _held_member(member: NetworkMember) -> NetworkMember:
    _held(member.network)
    return NetworkMember.objects.select_related("network__keeper", "organisation").get(pk=member.pk)


@transaction.atomic
def found_network(*, actor: Actor, organisation: Organisation, name: str, purpose: str, now: datetime) -> Network:
    """Found a network that the organisation keeps and is the first to be in."""
    insist(rules.may_found_network(actor))
    slug = slug_of(name, [*RESERVED, *Network.objects.values_list("slug", flat=True)])
    try:
        with transaction.atomic():
            network = Network.objects.create(name=name, slug=slug, purpose=purpose, keeper=organisation, founded_at=now)
    except IntegrityError:
        raise Refused(_("There is already a network with that name.")) from None
    NetworkMember.objects.create(network=network, organisation=organisation, invited_at=now, joined_at=now)
    record(actor=actor, verb="networks.founded", thing=network, at=now)
    return network


@transaction.atomic
def describe_network(*, actor: Actor, network: Network, name: str, purpose: str, now: datetime) -> Network:
    """Change a network's name and what it is for."""
    network = _held(network)
    insist(rules.may_keep_network(actor, network))
    before = {"name": network.name, "purpose": network.purpose}
    if before == {"name": name, "purpose": purpose}:
        return network
    network.name, network.purpose = name, purpose
    try:
        with transaction.atomic():
            network.save(update_fields=["name", "purpose"])
    except IntegrityError:
        raise Refused(_("There is already a network with that name.")) from None
    record(actor=actor, verb="networks.described", thing=network, at=now, facts={"before": before})
    return network


@transaction.atomic
def invite_to_network(
    *,
    actor: Actor,
    network: Network,
    organisation: Organisation,
    answer_at: Callable[[NetworkMember], str],
    now: datetime,
) -> NetworkMember:
    """Ask an organisation into a network; its administrators get a letter with the address where one answers."""
    network = _held(network)
    there = network.members.filter(organisation=organisation, left_at__isnull=True).exists()
    insist(rules.may_invite_to_network(actor, network, is_there=there))
    member = NetworkMember.objects.create(network=network, organisation=organisation, invited_at=now)
    admins = organisation.memberships.current().admins().select_related("user")
    letters = [network_letter(member, admin, url=answer_at(member)) for admin in admins]
    facts = {"after": organisation.name}
    record(actor=actor, verb="networks.asked", thing=network, at=now, facts=facts, letters=letters)
    return member


@transaction.atomic
def join_network(*, actor: Actor, member: NetworkMember, now: datetime) -> NetworkMember:
    """Say yes for one's own organisation."""
    member = _held_member(member)
    insist(rules.may_answer_network(actor, member))
    member.joined_at = now
    member.save(update_fields=["joined_at"])
    record(actor=actor, verb="networks.joined", thing=member, at=now, facts={"network": member.network.name})
    return member


@transaction.atomic
def decline_network(*, actor: Actor, member: NetworkMember, now: datetime) -> NetworkMember:
    """Say no for one's own organisation."""
    member = _held_member(member)
    insist(rules.may_answer_network(actor, member))
    member.left_at = now
    member.save(update_fields=["left_at"])
    record(actor=actor, verb="networks.declined", thing=member, at=now, facts={"network": member.network.name})
    return member


@transaction.atomic
def leave_network(*, actor: Actor, member: NetworkMember, now: datetime) -> NetworkMember:
    """Take one's own organisation out. What it shared is no longer seen by the others."""
    member = _held_member(member)
    insist(rules.may_leave_network(actor, member))
    member.left_at = now
    member.save(update_fields=["left_at"])
    record(actor=actor, verb="networks.left", thing=member, at=now, facts={"network": member.network.name})
    _left(member, now)
    return member


@transaction.atomic
def remove_from_network(*, actor: Actor, member: NetworkMember, now: datetime) -> NetworkMember:
    """Take an organisation out of a network one keeps, or take its invitation back."""
    member = _held_member(member)
    insist(rules.may_remove_from_network(actor, member))
    member.left_at = now
    member.save(update_fields=["left_at"])
    facts = {"before": member.organisation.name}
    record(actor=actor, verb="networks.parted", thing=member.network, at=now, facts=facts)
    _left(member, now)
    return member


@transaction.atomic
def hand_over_network(*, actor: Actor, network: Network, member: NetworkMember, now: datetime) -> Network:
    """Let another organisation in the network keep it."""
    network = _held(network)
    member = NetworkMember.objects.select_related("organisation").get(pk=member.pk)
    insist(rules.may_hand_over_network(actor, network, member))
    facts = {"after": member.organisation.name}
    record(actor=actor, verb="networks.handed_over", thing=network, at=now, facts=facts)
    network.keeper = member.organisation
    network.save(update_fields=["keeper"])
    return network


@transaction.atomic
def dissolve_network(*, actor: Actor, network: Network, now: datetime) -> None:
    """End a network that nobody but its keeper is in."""
    network = _held(network)
    others = network.members.filter(left_at__isnull=True).exclude(organisation_id=network.keeper_id).count()
    insist(rules.may_dissolve_network(actor, network, others=others))
    record(actor=actor, verb="networks.dissolved", thing=network, at=now)
    try:
        network.delete()
    except ProtectedError:
        raise Refused(_("The network has runs or reports, which would be lost. It stays, with your organisation alone in it.")) from None  # fmt: skip
