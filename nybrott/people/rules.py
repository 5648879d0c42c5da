"""Who may do what with organisations, units, members, invitations and what is kept about people; every no is a sentence.

What a rule needs to know beyond the thing itself is handed to it, so that each is a table one can test whole.
"""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import (
    MOST_LEVELS,
    Invitation,
    InvitationStanding,
    Membership,
    Organisation,
    Unit,
    User,
)
from nybrott.people.roles import ADMIN


def _needs(actor: Actor, permission: str, reason: str) -> Verdict:
    return YES if actor.may(permission) else no(reason)


def works_here(actor: Actor) -> Verdict:
    """People of an organisation, for whom most of what it does is; not its suppliers and guests."""
    return YES if actor.works_here else no(_("This is for those who work in the organisation."))


def _own(actor: Actor, organisation_id: int) -> bool:
    return actor.system or actor.organisation_id == organisation_id


# --- organisations ---


def may_see_organisation(actor: Actor) -> Verdict:
    """Read what one's own organisation is called, its units, its roles and who belongs to it."""
    return _needs(actor, "members.read", _("Only those who work in an organisation see its settings."))


def may_change_organisation(actor: Actor, organisation: Organisation) -> Verdict:
    """Change name, numbers and colour."""
    if not _own(actor, organisation.pk):
        return no(_("This organisation is looked after by its own administrators."))
    return _needs(actor, "organisation.manage", _("Only administrators change the organisation."))


def may_run_host(actor: Actor) -> Verdict:
    """Found organisations on this host and bring figures for all of them."""
    return _needs(actor, "host.manage", _("Only those who run this site look after its organisations."))


def may_invite_administrator(actor: Actor, *, admins: int) -> Verdict:
    """Invite an administrator from outside, as long as the organisation has none (`admins`: how many it has)."""
    if not (asked := may_run_host(actor)):
        return asked
    return no(_("The organisation has an administrator, who invites its people.")) if admins else YES


# --- units ---


def may_change_units(actor: Actor, organisation_id: int | None) -> Verdict:
    """Make, rename, move and close units at all."""
    if organisation_id is None or not _own(actor, organisation_id):
        return no(_("These units are managed by their own organisation."))
    return _needs(actor, "units.manage", _("Only administrators change units."))


def _stands_below(parent: Unit | None, levels: int) -> Verdict:
    """Whether `levels` levels of units fit below `parent`."""
    if parent is None:
        return YES
    if parent.closed_at:
        return no(_("The unit above is closed. Open it first, or choose another."))
    if len(parent.above) + 1 + levels > MOST_LEVELS:
        return no(_("There would be more than %(most)s levels of units. Choose one higher up.") % {"most": MOST_LEVELS})
    return YES


def _named(name: str, siblings: Collection[str]) -> Verdict:
    if name.casefold() in {one.casefold() for one in siblings}:
        return no(_("There is already a unit with that name there."))
    return YES


def may_make_unit(
    actor: Actor, organisation: Organisation, parent: Unit | None, name: str, siblings: Collection[str]
) -> Verdict:
    """Make a unit at the top or below another. `siblings` are the names of the open units beside it."""
    return (
        may_change_units(actor, organisation.pk)
        and (YES if parent is None or parent.organisation_id == organisation.pk else no(_("The unit above belongs to another organisation.")))
        and _stands_below(parent, 1)
        and _named(name, siblings)
    )  # fmt: skip


def may_rename_unit(actor: Actor, unit: Unit, name: str, siblings: Collection[str]) -> Verdict:
    """Give a unit another name."""
    return may_change_units(actor, unit.organisation_id) and _named(name, siblings)


def may_move_unit(actor: Actor, unit: Unit, parent: Unit | None, *, levels: int, siblings: Collection[str]) -> Verdict:
    """Move a unit and all below it. `levels`: how many levels the unit and what is below it make."""
    if not (asked := may_change_units(actor, unit.organisation_id)):
        return asked
    if parent is not None and parent.organisation_id != unit.organisation_id:
        return no(_("The unit above belongs to another organisation."))
    if parent is not None and (parent.pk == unit.pk or unit.pk in parent.above):
        return no(_("A unit cannot be moved below itself or below one of its own units."))
    return _stands_below(parent, levels) and _named(unit.name, siblings)


def may_close_unit(actor: Actor, unit: Unit, *, open_below: int) -> Verdict:
    """Close a unit. `open_below`: how many open units stand right below it."""
    if not (asked := may_change_units(actor, unit.organisation_id)):
        return asked
    if unit.closed_at:
        return no(_("The unit is already closed."))
    return no(_("It has open units below it. Move or close them first.")) if open_below else YES


def may_reopen_unit(actor: Actor, unit: Unit, siblings: Collection[str]) -> Verdict:
    """Open a closed unit again."""
    if not (asked := may_change_units(actor, unit.organisation_id)):
        return asked
    if not unit.closed_at:
        return no(_("The unit is open."))
    return _stands_below(unit.parent, 1) and _named(unit.name, siblings)


# --- members ---


def may_manage_members(actor: Actor, organisation_id: int | None) -> Verdict:
    """Invite people, give and take roles, end memberships."""
    if organisation_id is None or not _own(actor, organisation_id):
        return no(_("These people are managed by their own organisation."))
    return _needs(actor, "members.manage", _("Only administrators manage members."))


def _current(membership: Membership) -> Verdict:
    return no(_("The membership has ended. Let them in again first.")) if membership.ended_at else YES


def _keeps_an_administrator(membership: Membership, roles: Collection[str], other_admins: int) -> Verdict:
    if ADMIN in membership.roles and ADMIN not in roles and not other_admins:
        return no(_("An organisation needs an administrator. Give someone else the role first."))
    return YES


def may_give_roles(actor: Actor, membership: Membership, roles: Collection[str], *, other_admins: int) -> Verdict:
    """Let a member have just these roles. `other_admins`: administrators beside this member."""
    return (
        may_manage_members(actor, membership.organisation_id)
        and _current(membership)
        and _keeps_an_administrator(membership, roles, other_admins)
    )


def may_set_units(actor: Actor, membership: Membership) -> Verdict:
    """Say which units a member belongs to."""
    return may_manage_members(actor, membership.organisation_id) and _current(membership)


def may_end_membership(actor: Actor, membership: Membership, *, other_admins: int) -> Verdict:
    """End a membership: an administrator anybody's, and everybody their own."""
    themselves = actor.user_id == membership.user_id and _own(actor, membership.organisation_id)
    if not themselves and not (asked := may_manage_members(actor, membership.organisation_id)):
        return asked
    if membership.ended_at:
        return no(_("The membership has already ended."))
    return _keeps_an_administrator(membership, (), other_admins)


def may_rejoin(actor: Actor, membership: Membership) -> Verdict:
    """Let somebody whose membership has ended in again."""
    if not (asked := may_manage_members(actor, membership.organisation_id)):
        return asked
    return YES if membership.ended_at else no(_("They are a member."))


# --- invitations ---


def may_invite(actor: Actor, organisation: Organisation, *, is_member: bool, is_invited: bool) -> Verdict:
    """Invite an address that is neither a member's nor invited."""
    if not (asked := may_manage_members(actor, organisation.pk)):
        return asked
    if is_member:
        return no(_("Someone with this address is already a member."))
    return (
        no(_("Someone with this address has already been invited. You can send that invitation again."))
        if is_invited
        else YES
    )


def may_send_invitation(actor: Actor, invitation: Invitation, *, admins: int) -> Verdict:
    """Send an invitation, or send it again with a new link. Those who run the host may as long as there is no admin."""
    asked = may_manage_members(actor, invitation.organisation_id)
    if not asked and actor.may("host.manage") and ADMIN in invitation.roles:
        asked = may_invite_administrator(actor, admins=admins)
    return asked and _unanswered(invitation)


def _unanswered(invitation: Invitation) -> Verdict:
    if invitation.accepted_at:
        return no(_("The invitation has been accepted."))
    return no(_("The invitation has been withdrawn.")) if invitation.withdrawn_at else YES


def may_withdraw_invitation(actor: Actor, invitation: Invitation) -> Verdict:
    """Take an invitation back before it is accepted."""
    return may_manage_members(actor, invitation.organisation_id) and _unanswered(invitation)


def may_accept_invitation(invitation: Invitation, user: User | None, *, now: datetime) -> Verdict:
    """Accept with this account, or (None) with a new one."""
    reasons = {
        InvitationStanding.UNSENT: _("This invitation has not been sent."),
        InvitationStanding.EXPIRED: _("This invitation has expired. Ask for a new one."),
        InvitationStanding.ACCEPTED: _("This invitation has been used. Sign in instead."),
        InvitationStanding.WITHDRAWN: _("This invitation has been withdrawn."),
    }
    standing = invitation.standing(now)
    if standing in reasons:
        return no(reasons[standing])
    if user is not None and user.email.lower() != invitation.email.lower():
        return no(_("The invitation is for another e-mail address than the one you are signed in with."))
    if user is not None and not user.is_active:
        return no(_("This account cannot sign in. Ask those who run the site."))
    return YES
