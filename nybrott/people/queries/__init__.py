"""Who somebody is here: the actor, and the organisations they may choose among."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from nybrott.core.actor import VISITOR, Actor
from nybrott.groundwork.prepared import Later, Prepared
from nybrott.people.models import Membership, Organisation, User
from nybrott.people.roles import permissions_of

CHOSEN = "organisation"  # the session's key of the organisation somebody chose to act for


@dataclass(frozen=True, slots=True)
class Standing:
    """A signed-in person: who they act as, for which organisation, and which others they may switch to."""

    actor: Actor
    organisation: Organisation | None
    others: tuple[Organisation, ...]


# with the memberships, since every page asks: the units with all below them, and the networks the organisation is in
_KEYS = ArrayField(BigIntegerField())
_UNITS = RawSQL("""ARRAY(SELECT DISTINCT unit.id FROM people_membership_units own
    JOIN people_unit unit ON unit.id = own.unit_id OR unit.above @> ARRAY[own.unit_id]
    WHERE own.membership_id = people_membership.id AND unit.organisation_id = people_membership.organisation_id)""", (), _KEYS)  # fmt: skip
_NETWORKS = RawSQL("""ARRAY(SELECT network_id FROM people_networkmember joined
    WHERE joined.organisation_id = people_membership.organisation_id AND joined_at IS NOT NULL AND left_at IS NULL)""", (), _KEYS)  # fmt: skip
_MEMBERSHIPS = Prepared(lambda: Membership.objects.current().filter(user=Later("user")).select_related("organisation").annotate(below=_UNITS, networks=_NETWORKS))  # fmt: skip


def standing_of(user: User, chosen: int | None = None) -> Standing:
    """Who a person acts as, in one query. `chosen` is the organisation they chose; else the first by name.

    A choice that is no longer theirs is passed over. Who belongs to no organisation acts for none.
    """
    memberships = sorted(_MEMBERSHIPS.rows(user=user.pk), key=lambda one: (one.organisation_id != chosen, one.organisation.name, one.organisation_id))  # fmt: skip
    host = frozenset({"host.manage"}) if user.runs_host else frozenset()
    if not memberships:
        return Standing(Actor(user.pk, None, user.name, permissions=host), None, ())
    here, *others = memberships
    actor = Actor(
        user.pk, here.organisation_id, user.name, frozenset(here.below), frozenset(here.networks),  # type: ignore[attr-defined]
        roles := frozenset(here.roles), permissions_of(roles) | host,
    )  # fmt: skip
    return Standing(actor, here.organisation, tuple(one.organisation for one in others))


def actor_of(user: User | None, organisation: Organisation | None = None) -> Actor:
    """The actor a person is in an organisation; a visitor without a user."""
    if user is None:
        return VISITOR
    return standing_of(user, organisation.pk if organisation else None).actor
