"""The networks an organisation is in, keeps or is asked into."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.people.models import Network, NetworkMember, Organisation
from nybrott.ui.frame import Link

_PLACES: dict[str, Promise] = {}


def add_place(address: str, label: Promise) -> None:
    """A room above: a page of a network that its members are led to. `address` takes the network's name in addresses."""
    _PLACES[address] = label


def places(network: Network) -> list[Link]:
    """The pages other rooms have of a network."""
    return [Link(str(label), reverse(address, args=[network.slug])) for address, label in _PLACES.items()]


def networks(actor: Actor) -> list[Network]:
    """The networks one's organisation is in, by name, each with its keeper and `here`, how many are in it. Two queries."""
    here = Count("members", filter=Q(members__joined_at__isnull=False, members__left_at__isnull=True))
    found = Network.objects.visible_to(actor).select_related("keeper").annotate(here=here)
    return sorted(found, key=lambda one: (sort_key(one.name), one.pk))


def asked(actor: Actor) -> list[NetworkMember]:
    """The invitations to networks that one's own organisation has not answered."""
    waiting = NetworkMember.objects.visible_to(actor).asked().filter(organisation_id=actor.organisation_id or 0)
    return list(waiting.select_related("network__keeper").order_by("invited_at", "pk"))


def members_of(actor: Actor, network: Network) -> list[NetworkMember]:
    """Who is in a network, and, for its keeper, who has been asked, by name."""
    found = NetworkMember.objects.visible_to(actor).filter(network=network, left_at__isnull=True)
    return sorted(found.select_related("organisation"), key=lambda one: (sort_key(one.organisation.name), one.pk))


def those_to_ask(actor: Actor, network: Network) -> list[Organisation]:
    """The organisations of this host that are neither in the network nor asked, by name."""
    inside = network.members.filter(left_at__isnull=True).values("organisation_id")
    found = Organisation.objects.visible_to(actor).exclude(pk__in=inside)
    return sorted(found, key=lambda one: (sort_key(one.name), one.pk))
