"""Rows of a list taken in: members and units. The desk reads the file and shows what will change; see core.importing."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.importing import Column, Importer, Row, RowVerdict
from nybrott.core.verdict import insist
from nybrott.journal.actions import record_each
from nybrott.people import rules
from nybrott.people.actions.members import bring_back
from nybrott.people.actions.units import make_unit
from nybrott.people.models import Invitation, Membership, Organisation, Unit
from nybrott.people.queries.importing import (
    MemberRow,
    UnitNames,
    judge_members,
    judge_units,
    judged_members,
    judged_units,
)
from nybrott.people.roles import ADMIN


@transaction.atomic
def import_members(*, actor: Actor, rows: Sequence[Row], now: datetime) -> list[RowVerdict]:
    """Take rows in: members get roles and units, others are put on the list of those to invite; no letter goes.

    They are judged once more, while nobody else changes the organisation's people. Some ten queries however many rows.
    """
    insist(rules.may_manage_members(actor, actor.organisation_id))
    organisation = Organisation.objects.held(actor.organisation_id or 0)
    judged = list(judged_members(actor, rows))
    _list_newcomers(actor, organisation, [row for row in judged if row.outcome == "new"], now)
    changed = [row for row in judged if row.outcome == "changed"]
    _change_invitations(actor, [row for row in changed if row.invitation and not row.membership], now)
    members = [row for row in changed if row.membership]
    _bring_back(actor, [row for row in members if row.membership and row.membership.ended_at], now)
    _change_members(actor, members, now)
    return [row.verdict for row in judged]


def _list_newcomers(actor: Actor, organisation: Organisation, rows: list[MemberRow], now: datetime) -> None:
    made = Invitation.objects.bulk_create(
        Invitation(
            organisation=organisation, email=row.email, name=row.name, roles=row.roles or [],
            invited_by_id=actor.user_id, invited_at=now,
        )
        for row in rows
    )  # fmt: skip
    through = Invitation.units.through
    through.objects.bulk_create(
        through(invitation_id=one.pk, unit_id=unit)
        for one, row in zip(made, rows, strict=True)
        for unit in row.units or ()
    )
    record_each(actor=actor, verb="people.listed", things=[(one, {"roles": one.roles}) for one in made], at=now)


def _change_invitations(actor: Actor, rows: list[MemberRow], now: datetime) -> None:
    found = []
    for row in rows:
        invitation = row.invitation
        if invitation is not None:
            invitation.name, invitation.roles = row.name, invitation.roles if row.roles is None else row.roles
            found.append(invitation)
    Invitation.objects.bulk_update(found, ["name", "roles"], batch_size=1000)
    new_units = [(one, row.units) for one, row in zip(found, rows, strict=True) if row.units is not None]
    through = Invitation.units.through
    through.objects.filter(invitation__in=[one for one, _units in new_units]).delete()
    through.objects.bulk_create(
        through(invitation_id=one.pk, unit_id=unit) for one, units in new_units for unit in units
    )
    things = [(one, {"roles": one.roles}) for one in found]
    record_each(actor=actor, verb="people.invitation_changed", things=things, at=now)


def _bring_back(actor: Actor, rows: list[MemberRow], now: datetime) -> None:
    """Few come back at once; one by one will do. Nobody comes back as an administrator without being told to."""
    members = [row.membership for row in rows if row.membership]
    for member in members:
        bring_back(member, roles=[role for role in member.roles if role != ADMIN], now=now)
    record_each(actor=actor, verb="people.rejoined", things=[(one, {"after": one.roles}) for one in members], at=now)


def _change_members(actor: Actor, rows: list[MemberRow], now: datetime) -> None:
    given: list[tuple[Membership, list[str]]] = []
    placed: list[tuple[Membership, list[str], list[int]]] = []
    for row in rows:
        member = row.membership
        if member is None:
            continue
        if row.roles is not None and row.roles != member.roles:
            given.append((member, member.roles))
            member.roles = row.roles
        had = list(member.units.all())
        if row.units is not None and row.units != sorted(unit.pk for unit in had):
            placed.append((member, sorted(unit.name for unit in had), row.units))
    Membership.objects.bulk_update([one for one, _before in given], ["roles"], batch_size=1000)
    facts = [(one, {"before": before, "after": one.roles}) for one, before in given]
    record_each(actor=actor, verb="people.roles_given", things=facts, at=now)
    through = Membership.units.through
    through.objects.filter(membership__in=[one for one, _before, _units in placed]).delete()
    through.objects.bulk_create(
        through(membership_id=one.pk, unit_id=unit) for one, _before, units in placed for unit in units
    )
    names = Unit.objects.in_bulk({unit for _one, _before, units in placed for unit in units})
    said = [
        (one, {"before": before, "after": sorted(names[unit].name for unit in units)}) for one, before, units in placed
    ]
    record_each(actor=actor, verb="people.units_set", things=said, at=now)


@transaction.atomic
def import_units(*, actor: Actor, rows: Sequence[Row], now: datetime) -> list[RowVerdict]:
    """Take rows in: units that are not there are made, each below the one it names."""
    insist(rules.may_change_units(actor, actor.organisation_id))
    organisation = Organisation.objects.held(actor.organisation_id or 0)
    keys = UnitNames(actor).paths
    told = []
    for row in judged_units(actor, rows):
        if row.verdict.outcome == "new":
            parent = Unit.objects.get(pk=keys[row.above]) if row.above else None
            made = make_unit(actor=actor, organisation=organisation, name=row.name, parent=parent, now=now)
            keys[(*row.above, row.name.casefold())] = made.pk
        told.append(row.verdict)
    return told


def _names(nb: Iterable[str], nn: Iterable[str], en: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {"nb": tuple(nb), "nn": tuple(nn), "en": tuple(en)}


MEMBERS = Importer(
    key="members",
    name=_("Members"),
    lead=_("One row for each person. Those who are not members are put on a list, and get their invitation when you send it."),
    permission="members.manage",
    columns=(
        Column(
            "email", _names(["E-post", "E-postadresse"], ["E-post", "E-postadresse"], ["E-mail", "E-mail address", "Email"]),
            required=True, example="kari.nordmann@example.org",
        ),
        Column("name", _names(["Navn"], ["Namn"], ["Name"]), example="Kari Nordmann"),
        Column("roles", _names(["Roller", "Rolle"], ["Roller", "Rolle"], ["Roles", "Role"]), example="Pådriver; Innkjøper"),
        Column("unit", _names(["Enhet", "Enheter"], ["Eining", "Einingar"], ["Unit", "Units"]), example="Helse / Hjemmetjenesten"),
    ),
    judge=judge_members,
    take_in=import_members,
    after="people:members",
)  # fmt: skip

UNITS = Importer(
    key="units",
    name=_("Units"),
    lead=_("One row for each unit. A unit is placed below the one named in its row, or at the top."),
    permission="units.manage",
    columns=(
        Column("unit", _names(["Enhet"], ["Eining"], ["Unit"]), required=True, example="Hjemmetjenesten"),
        Column("below", _names(["Under"], ["Under"], ["Below"]), example="Helse"),
    ),
    judge=judge_units,
    take_in=import_units,
    after="people:units",
)

IMPORTERS = (MEMBERS, UNITS)
