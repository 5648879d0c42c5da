"""Sharing a kind of thing with a network, and taking it back."""

from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.partnerships import rules
from nybrott.partnerships.models import Share
from nybrott.partnerships.states import Kind
from nybrott.people.models import Network, NetworkMember


def hold(network: Network) -> Network:
    """The network as it is now, held until the end of the transaction: joining, leaving, sharing and publishing take turns."""
    return Network.objects.select_for_update(no_key=True, of=("self",)).select_related("keeper").get(pk=network.pk)


def _held(member: NetworkMember) -> NetworkMember:
    hold(member.network)
    return NetworkMember.objects.select_related("network__keeper", "organisation").get(pk=member.pk)


@transaction.atomic
def share(*, actor: Actor, member: NetworkMember, kind: str, now: datetime) -> Share:
    """Let the others in the network see a kind of thing from now on."""
    member = _held(member)
    insist(rules.may_decide(actor, member))
    there = Share.objects.filter(member=member, kind=Kind(kind), ended_at__isnull=True).first()
    if there is not None:
        return there
    made = Share.objects.create(member=member, kind=Kind(kind), shared_by_id=actor.user_id, shared_at=now)
    record(actor=actor, verb="partnerships.shared", thing=made, at=now, facts={"network": member.network.name})
    return made


@transaction.atomic
def take_back(*, actor: Actor, member: NetworkMember, kind: str, now: datetime) -> Share | None:
    """The others no longer see it, at once. What stands in a published report stays there."""
    member = _held(member)
    insist(rules.may_decide(actor, member))
    found = Share.objects.filter(member=member, kind=Kind(kind), ended_at__isnull=True).first()
    if found is None:
        return None
    found.ended_at, found.ended_by_id = now, actor.user_id
    found.save(update_fields=["ended_at", "ended_by"])
    record(actor=actor, verb="partnerships.took_back", thing=found, at=now, facts={"network": member.network.name})
    return found
