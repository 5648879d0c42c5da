"""Organisations and people for tests, made in one line. Higher rooms' tests use these too."""

from itertools import count

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.people.models import Membership, Network, NetworkMember, Organisation, Unit, User
from nybrott.people.queries import actor_of
from nybrott.people.roles import permissions_of

_number = count(1)


def an_organisation(name: str = "", **more: object) -> Organisation:
    """An organisation with a name of its own."""
    number = next(_number)
    return Organisation.objects.create(
        **{"name": name or f"Prøvevik {number} kommune", "slug": f"provevik-{number}", "founded_at": timezone.now()}
        | more
    )


def a_unit(organisation: Organisation, name: str = "", parent: Unit | None = None) -> Unit:
    """A unit, topmost or below another."""
    above = [*parent.above, parent.pk] if parent else []
    return Unit.objects.create(
        organisation=organisation, parent=parent, above=above, name=name or f"Enhet {next(_number)}"
    )


def a_user(name: str = "", **more: object) -> User:
    """An account without a password."""
    number = next(_number)
    user = User.objects.create_user(f"person{number}@example.org", name=name or f"Person {number}")
    for field, value in more.items():
        setattr(user, field, value)
    if more:
        user.save()
    return user


def a_member(organisation: Organisation, *roles: str, units: tuple[Unit, ...] = (), user: User | None = None) -> User:
    """A person with these roles in an organisation."""
    user = user or a_user()
    membership = Membership.objects.create(
        organisation=organisation, user=user, roles=list(roles), since=timezone.now()
    )
    if units:
        membership.units.set(units)
    return user


def an_actor(organisation: Organisation, *roles: str, units: tuple[Unit, ...] = ()) -> Actor:
    """The actor of a new person with these roles. Where there are no units it asks for no more than the networks: nearly every
    test begins with one, and a test holds it against what the site makes of the same person."""
    user = a_member(organisation, *roles, units=units)
    if units:
        return actor_of(user, organisation)
    networks = NetworkMember.objects.filter(organisation=organisation, joined_at__isnull=False, left_at__isnull=True)
    return Actor(
        user_id=user.pk,
        organisation_id=organisation.pk,
        name=user.name,
        network_ids=frozenset(networks.values_list("network_id", flat=True)),
        roles=frozenset(roles),
        permissions=permissions_of(frozenset(roles)),
    )


def a_network(keeper: Organisation, *others: Organisation, name: str = "") -> Network:
    """A network that `keeper` keeps and `others` are in."""
    number, now = next(_number), timezone.now()
    network = Network.objects.create(
        name=name or f"Nettverk {number}", slug=f"nettverk-{number}", keeper=keeper, founded_at=now
    )
    for organisation in (keeper, *others):
        NetworkMember.objects.create(network=network, organisation=organisation, invited_at=now, joined_at=now)
    return network


def membership_of(user: User, organisation: Organisation) -> Membership:
    """The membership of a person."""
    return Membership.objects.select_related("user").get(user=user, organisation=organisation)
