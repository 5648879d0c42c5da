"""What the sweep asks of this room's addresses."""

from django.utils import timezone

from nybrott.people.actions.invitations import Link, Newcomer, open_invitation
from nybrott.people.models import Membership, Organisation, User
from nybrott.people.tests.factories import a_member, a_unit, an_actor
from nybrott.people.tests.sweeping import Case, Kwargs


def _unit(place: Organisation, _user: User) -> Kwargs:
    return {"key": a_unit(place).pk}


def _closed_unit(place: Organisation, _user: User) -> Kwargs:
    unit = a_unit(place)
    unit.closed_at = timezone.now()
    unit.save()
    return {"key": unit.pk}


def _member(place: Organisation, _user: User) -> Kwargs:
    return {"key": Membership.objects.get(user=a_member(place, "driver"), organisation=place).pk}


def _left(place: Organisation, user: User) -> Kwargs:
    found = _member(place, user)
    Membership.objects.filter(pk=found["key"]).update(ended_at=timezone.now())
    return found


def _invitation(place: Organisation, user: User) -> Kwargs:
    made = open_invitation(
        actor=an_actor(place, "admin"), organisation=place, who=Newcomer(f"{place.pk}.{user.pk}@example.org", "Ny"), roles=[],
        units=(), link=Link(f"hash {place.pk} {user.pk}", "https://example.org/"), language="nb", now=timezone.now(),
    )  # fmt: skip
    return {"key": made.pk}


def _organisation(place: Organisation, _user: User) -> Kwargs:
    return {"key": place.pk}


HOST = "those who run the host see that an organisation is here, and nothing of its own; all others are refused"

SWEEP: dict[str, Case] = {
    "people:settings": Case(anyone="leads on to a page that asks for itself"),
    "people:organisation": Case("members.read"),
    "people:organisation_change": Case("organisation.manage"),
    "people:host": Case("host.manage"),
    "people:host_new": Case("host.manage"),
    "people:host_inhabitants": Case("host.manage"),
    "people:host_organisation": Case("host.manage", _organisation, shared=HOST),
    "people:units": Case("members.read"),
    "people:unit_new": Case("units.manage"),
    "people:unit": Case("members.read", _unit),
    "people:unit_rename": Case("units.manage", _unit),
    "people:unit_move": Case("units.manage", _unit),
    "people:unit_close": Case("units.manage", _unit),
    "people:unit_reopen": Case("units.manage", _closed_unit, post=True),
    "people:members": Case("members.read"),
    "people:member": Case("members.read", _member),
    "people:member_roles": Case("members.manage", _member),
    "people:member_units": Case("members.manage", _member),
    "people:member_end": Case("members.manage", _member),
    "people:member_rejoin": Case("members.manage", _left, post=True),
    "people:invitations": Case("members.manage"),
    "people:invitation_new": Case("members.manage"),
    "people:invitations_send": Case("members.manage", post=True),
    "people:invitation": Case("members.manage", _invitation, denied=404),
    "people:invitation_send": Case("members.manage", _invitation, post=True, denied=404),
    "people:invitation_withdraw": Case("members.manage", _invitation, post=True, denied=404),
    "people:roles": Case(),
}
