"""What the sweep asks of this room's addresses."""

from django.utils import timezone

from nybrott.people.models import Network, NetworkMember, Organisation, User
from nybrott.people.tests.factories import a_network, an_organisation
from nybrott.people.tests.sweeping import Case, Kwargs


def _network(place: Organisation, _user: User) -> Kwargs:
    return {"slug": a_network(place).slug}


def _joined(place: Organisation, _user: User) -> Kwargs:
    return {"key": a_network(place, an_organisation()).members.exclude(organisation=place).get().pk}


def _guest_of(place: Organisation, _user: User) -> Kwargs:
    return {"key": a_network(an_organisation(), place).members.get(organisation=place).pk}


def _asked(place: Organisation, _user: User) -> Kwargs:
    network: Network = a_network(an_organisation())
    return {"key": NetworkMember.objects.create(network=network, organisation=place, invited_at=timezone.now()).pk}


SWEEP: dict[str, Case] = {
    "networks:networks": Case("members.read"),
    "networks:new": Case("organisation.manage"),
    "networks:network": Case("members.read", _network),
    "networks:change": Case("networks.manage", _network),
    "networks:ask": Case("networks.manage", _network),
    "networks:end": Case("organisation.manage", _network, post=True),
    "networks:answer": Case("organisation.manage", _asked),
    "networks:leave": Case("organisation.manage", _guest_of),
    "networks:remove": Case("networks.manage", _joined, post=True),
    "networks:hand_over": Case("organisation.manage", _joined, post=True),
}
