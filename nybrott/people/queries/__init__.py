"""Who somebody is here: the actor, and the organisations they may choose among."""

from dataclasses import dataclass

from django.db.models import Q

from nybrott.core.actor import VISITOR, Actor
from nybrott.people.models import Membership, Organisation, Unit, User
from nybrott.people.roles import permissions_of

CHOSEN = "organisation"  # the session's key of the organisation somebody chose to act for


@dataclass(frozen=True, slots=True)
class Standing:
    """A signed-in person: who they act as, for which organisation, and which others they may switch to."""

    actor: Actor
    organisation: Organisation | None
    others: tuple[Organisation, ...]


def standing_of(user: User, chosen: int | None = None) -> Standing:
    """Who a person acts as, in at most four queries. `chosen` is the organisation they chose; else the first by name.

    A choice that is no longer theirs is passed over. Who belongs to no organisation acts for none.
    """
    memberships = sorted(
        Membership.objects.current().filter(user=user).select_related("organisation"),
        key=lambda one: (one.organisation_id != chosen, one.organisation.name, one.organisation_id),
    )
    if not memberships:
        host = frozenset({"host.manage"}) if user.runs_host else frozenset()
        return Standing(Actor(user.pk, None, user.name, permissions=host), None, ())
    here, *others = memberships
    own = list(here.units.values_list("pk", flat=True))
    units = Unit.objects.filter(organisation_id=here.organisation_id).filter(Q(pk__in=own) | Q(above__overlap=own))
    networks = here.organisation.network_memberships.filter(joined_at__isnull=False, left_at__isnull=True)
    roles = frozenset(here.roles)
    actor = Actor(
        user_id=user.pk,
        organisation_id=here.organisation_id,
        name=user.name,
        unit_ids=frozenset(units.values_list("pk", flat=True)) if own else frozenset(),
        network_ids=frozenset(networks.values_list("network_id", flat=True)),
        roles=roles,
        permissions=permissions_of(roles) | ({"host.manage"} if user.runs_host else frozenset()),
    )
    return Standing(actor, here.organisation, tuple(one.organisation for one in others))


def actor_of(user: User | None, organisation: Organisation | None = None) -> Actor:
    """The actor a person is in an organisation; a visitor without a user."""
    if user is None:
        return VISITOR
    return standing_of(user, organisation.pk if organisation else None).actor
