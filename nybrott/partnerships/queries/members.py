"""Who is in a network, how large each is, and what each shares with it now."""

from collections.abc import Iterable
from dataclasses import dataclass

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.networks.queries import named
from nybrott.partnerships.models import Share
from nybrott.partnerships.states import MEDIUM_ENDS, SMALL_ENDS, Kind, Size
from nybrott.people.models import Kind as OrganisationKind
from nybrott.people.models import Network, NetworkMember, Organisation


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation in a network. `name`: with its number behind where another member is called the same. `shares`: the kinds it shares now."""

    membership: NetworkMember
    organisation: Organisation
    name: str
    size: Size
    shares: frozenset[str]

    @property
    def pk(self) -> int:
        """The organisation's key."""
        return self.organisation.pk


def members(actor: Actor, network: Network) -> list[Member]:
    """Who is in a network now, by name, each with what it shares. Two queries, however many they are."""
    found = list(NetworkMember.objects.visible_to(actor).current().filter(network=network).select_related("organisation"))  # fmt: skip
    shared: dict[int, set[str]] = {}
    rows = Share.objects.visible_to(actor).current().filter(member__network=network)
    for membership, kind in rows.values_list("member", "kind"):
        shared.setdefault(membership, set()).add(kind)
    names = named([one.organisation for one in found])
    made = [
        Member(one, one.organisation, names[one.organisation_id], size_of(one.organisation), frozenset(shared.get(one.pk, ())))
        for one in found
    ]  # fmt: skip
    return sorted(made, key=lambda one: (sort_key(one.name), one.pk))


def sharing(found: Iterable[Member], kind: str) -> list[Member]:
    """Those that share a kind."""
    return [one for one in found if kind in one.shares]


def mine(actor: Actor, found: Iterable[Member]) -> Member | None:
    """The reader's own organisation among them."""
    return next((one for one in found if one.pk == actor.organisation_id), None)


def size_of(one: Organisation) -> Size:
    """The size class of an organisation."""
    if one.kind != OrganisationKind.MUNICIPALITY:
        return Size.OTHER
    if one.inhabitants is None:
        return Size.UNKNOWN
    return Size.SMALL if one.inhabitants < SMALL_ENDS else Size.MEDIUM if one.inhabitants <= MEDIUM_ENDS else Size.LARGE


def shares_of(membership: NetworkMember) -> dict[str, Share]:
    """Kind → what a membership shares of it now."""
    found = Share.objects.current().filter(member=membership).select_related("shared_by")
    return {one.kind: one for one in found}


KINDS = tuple(Kind.values)
