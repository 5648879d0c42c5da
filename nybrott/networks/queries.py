"""The networks an organisation is in, keeps or is asked into; and organisations of one name told apart."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.people.models import Network, NetworkMember, Organisation
from nybrott.ui.frame import Link

_PLACES: dict[str, Promise] = {}
# the two first digits of a municipality's number → its county, as from 1 January 2024
COUNTIES = {
    "03": "Oslo", "11": "Rogaland", "15": "Møre og Romsdal", "18": "Nordland", "31": "Østfold", "32": "Akershus", "33": "Buskerud", "34": "Innlandet",
    "39": "Vestfold", "40": "Telemark", "42": "Agder", "46": "Vestland", "50": "Trøndelag", "55": "Troms", "56": "Finnmark",
}  # fmt: skip
Consequence = Callable[[Actor, Network], Iterable[str]]
_CONSEQUENCES: list[Consequence] = []


def add_place(address: str, label: Promise) -> None:
    """A room above: a page of a network that its members are led to. `address` takes the network's name in addresses."""
    _PLACES[address] = label


def places(network: Network) -> list[Link]:
    """The pages other rooms have of a network."""
    return [Link(str(label), reverse(address, args=[network.slug])) for address, label in _PLACES.items()]


def add_consequence(read: Consequence) -> None:
    """A room above: what it means for its things that one's organisation leaves a network, in sentences, told before one leaves."""
    if read not in _CONSEQUENCES:
        _CONSEQUENCES.append(read)


def consequences(actor: Actor, network: Network) -> list[str]:
    """What leaving means besides that nothing is shared any more."""
    return [said for read in _CONSEQUENCES for said in read(actor, network)]


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


# --- organisations of one name ---


def county_of(organisation: Organisation) -> str:
    """The name of the county a municipality lies in; "" when it is not known."""
    return COUNTIES.get(organisation.municipality_number[:2], "")


def told_apart(organisation: Organisation) -> str:
    """What tells an organisation from others of its name: county, and numbers; "" when none of them is known."""
    number = _("organisation number %(number)s") % {"number": organisation.number} if organisation.number else ""
    return " · ".join(part for part in (county_of(organisation), organisation.municipality_number, number) if part)


def namesakes(organisations: Iterable[Organisation]) -> set[str]:
    """The names of these, in small letters, that several organisations of this host bear. One query."""
    found = Organisation.objects.filter(name__in={one.name for one in organisations}).values("name")
    return {name.lower() for name in found.annotate(n=Count("pk")).filter(n__gt=1).values_list("name", flat=True)}


def called(organisation: Organisation, shared: set[str]) -> str:
    """An organisation's name; with what tells it apart behind where others bear it (`shared`, in small letters)."""
    if organisation.name.lower() not in shared:
        return organisation.name
    return f"{organisation.name} ({told_apart(organisation) or organisation.slug})"


def named(organisations: Iterable[Organisation]) -> dict[int, str]:
    """Organisation → what it is called among these. No query."""
    every = list({one.pk: one for one in organisations}.values())
    same = Counter(one.name.lower() for one in every)
    shared = {name for name, n in same.items() if n > 1}
    return {one.pk: called(one, shared) for one in every}
