"""Roles, units and ends of memberships. Whoever changes them holds the organisation meanwhile: one administrator stays."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.people import rules
from nybrott.people.models import Membership, Organisation, Unit
from nybrott.people.queries.members import other_admins
from nybrott.people.roles import ROLES


def _held(membership: Membership) -> Membership:
    """The membership as it is now, while nobody else changes the organisation's people."""
    Organisation.objects.held(membership.organisation_id)
    return Membership.objects.select_related("user").get(pk=membership.pk)


def in_order(roles: Iterable[str]) -> list[str]:
    """The roles in the order of the table, each once; words that are no roles are left out."""
    given = set(roles)
    return [role for role in ROLES if role in given]


@transaction.atomic
def give_roles(*, actor: Actor, membership: Membership, roles: Collection[str], now: datetime) -> Membership:
    """Let a member have just these roles."""
    membership = _held(membership)
    insist(rules.may_give_roles(actor, membership, roles, other_admins=other_admins(membership)))
    before, after = membership.roles, in_order(roles)
    if before != after:
        membership.roles = after
        membership.save(update_fields=["roles"])
        record(
            actor=actor, verb="people.roles_given", thing=membership, at=now, facts={"before": before, "after": after}
        )
    return membership


@transaction.atomic
def set_units(*, actor: Actor, membership: Membership, units: Collection[Unit], now: datetime) -> Membership:
    """Let a member belong to just these units, all of the member's own organisation."""
    membership = _held(membership)
    insist(rules.may_set_units(actor, membership))
    own = Unit.objects.filter(organisation_id=membership.organisation_id, pk__in=[unit.pk for unit in units])
    before = sorted(membership.units.values_list("name", flat=True))
    membership.units.set(own)
    after = sorted(own.values_list("name", flat=True))
    if before != after:
        record(actor=actor, verb="people.units_set", thing=membership, at=now, facts={"before": before, "after": after})
    return membership


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, now: datetime) -> Membership:
    """End a membership. The person loses the roles here at once; what they did stays."""
    membership = _held(membership)
    insist(rules.may_end_membership(actor, membership, other_admins=other_admins(membership)))
    membership.ended_at = now
    membership.save(update_fields=["ended_at"])
    record(actor=actor, verb="people.membership_ended", thing=membership, at=now, facts={"before": membership.roles})
    return membership


@transaction.atomic
def rejoin(*, actor: Actor, membership: Membership, now: datetime) -> Membership:
    """Let somebody in again, with the roles and units they had, save that of an administrator."""
    membership = _held(membership)
    insist(rules.may_rejoin(actor, membership))
    bring_back(membership, roles=[role for role in membership.roles if role != "admin"], now=now)
    record(actor=actor, verb="people.rejoined", thing=membership, at=now, facts={"after": membership.roles})
    return membership


def bring_back(membership: Membership, *, roles: Iterable[str], now: datetime) -> None:
    """Make an ended membership a current one; its one row holds the whole history of a person in an organisation."""
    membership.ended_at, membership.since, membership.roles = None, now, in_order(roles)
    membership.save(update_fields=["ended_at", "since", "roles"])
