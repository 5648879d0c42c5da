"""Who may do what with networks; every no is a sentence. What a rule needs to know beyond the thing is handed to it."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import Network, NetworkMember


def _own(actor: Actor, organisation_id: int) -> bool:
    return actor.system or actor.organisation_id == organisation_id


def may_see_networks(actor: Actor) -> Verdict:
    """Read which networks one's own organisation is in."""
    return YES if actor.works_here else no(_("Only those who work in an organisation see its networks."))


def may_found_network(actor: Actor) -> Verdict:
    """Found a network that one's organisation keeps."""
    if actor.organisation_id is None:
        return no(_("Only an organisation can found a network."))
    return (
        YES
        if actor.may("organisation.manage")
        else no(_("Only administrators decide which networks the organisation is in."))
    )


def may_keep_network(actor: Actor, network: Network) -> Verdict:
    """Describe a network, invite organisations to it and take them out."""
    if not _own(actor, network.keeper_id):
        return no(_("Only %(keeper)s, which keeps the network, can do this.") % {"keeper": network.keeper})
    return (
        YES
        if actor.may("networks.manage")
        else no(_("Only administrators and network coordinators look after the network."))
    )


def may_invite_to_network(actor: Actor, network: Network, *, is_there: bool) -> Verdict:
    """Invite an organisation. `is_there`: whether it is in the network or invited already."""
    if not (asked := may_keep_network(actor, network)):
        return asked
    return no(_("That organisation is already in the network or invited.")) if is_there else YES


def may_answer_network(actor: Actor, member: NetworkMember) -> Verdict:
    """Accept or decline an invitation to a network, for one's own organisation."""
    if not _own(actor, member.organisation_id):
        return no(_("Only the organisation that is invited can answer."))
    if not actor.may("organisation.manage"):
        return no(_("Only administrators decide which networks the organisation is in."))
    return no(_("This invitation has been answered or taken back.")) if member.joined_at or member.left_at else YES


def may_leave_network(actor: Actor, member: NetworkMember) -> Verdict:
    """Take one's own organisation out of a network."""
    if not _own(actor, member.organisation_id):
        return no(_("Only the organisation itself can leave."))
    if not actor.may("organisation.manage"):
        return no(_("Only administrators decide which networks the organisation is in."))
    if not member.joined_at or member.left_at:
        return no(_("The organisation is not in the network."))
    if member.network.keeper_id == member.organisation_id:
        return no(_("Your organisation keeps the network. Hand it over before leaving."))
    return YES


def may_remove_from_network(actor: Actor, member: NetworkMember) -> Verdict:
    """Take an organisation out of a network one keeps, or take its invitation back."""
    if not (asked := may_keep_network(actor, member.network)):
        return asked
    if member.left_at:
        return no(_("The organisation is not in the network."))
    if member.organisation_id == member.network.keeper_id:
        return no(_("The organisation that keeps the network cannot be taken out."))
    return YES


def may_hand_over_network(actor: Actor, network: Network, member: NetworkMember) -> Verdict:
    """Let another member keep the network."""
    if not _own(actor, network.keeper_id) or not actor.may("organisation.manage"):
        return no(_("Only administrators of %(keeper)s may hand the network over.") % {"keeper": network.keeper})
    if member.network_id != network.pk or not member.joined_at or member.left_at:
        return no(_("Only an organisation that is in the network can keep it."))
    return no(_("That organisation already keeps the network.")) if member.organisation_id == network.keeper_id else YES


def may_dissolve_network(actor: Actor, network: Network, *, others: int) -> Verdict:
    """End a network. `others`: organisations beside the keeper that are in it or invited."""
    if not _own(actor, network.keeper_id) or not actor.may("organisation.manage"):
        return no(_("Only administrators of %(keeper)s may end the network.") % {"keeper": network.keeper})
    return no(_("Others are in the network. Hand it over instead, or take them out first.")) if others else YES
