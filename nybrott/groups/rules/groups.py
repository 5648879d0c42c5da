"""Who may propose a buyers' group, take part in it, write, approve, sign, decide and leave.

`part` is the actor's own organisation's place in the group, None when it has none; `inside` says whether it takes part now.
"""

from datetime import date

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.groups.models import BuyersGroup, Party, Terms
from nybrott.groups.rules.sameness import MANAGE
from nybrott.groups.states import GROUP, OVER, GroupState, PartRole, PartState

WRITTEN_IN = (GroupState.PROPOSED, GroupState.FORMING, GroupState.WORKING)


def may_propose_group(actor: Actor) -> Verdict:
    """Propose a buyers' group to others of a network."""
    if not actor.may(MANAGE):
        return no(_("Those who speak for the organisation to others decide this: buyers, programme leads, network coordinators and administrators."))  # fmt: skip
    return (
        YES
        if actor.network_ids
        else no(_("A buyers’ group is made within a network, and your organisation is in none."))
    )


def may_take_part(actor: Actor, group: BuyersGroup, part: Party | None, *, inside: bool) -> Verdict:
    """Do anything at all for an organisation that takes part."""
    if not (may := _speaks(actor)):
        return may
    if part is None or not inside:
        return no(_("Your organisation does not take part in the group."))
    return no(_("The group is over.")) if group.state in OVER else YES


def may_do_as_member(actor: Actor, group: BuyersGroup, part: Party | None, *, inside: bool) -> Verdict:
    """Sign terms, enter decisions: what binds."""
    if not (may := may_take_part(actor, group, part, inside=inside)):
        return may
    if part is not None and part.role == PartRole.OBSERVER:
        return no(_("Observers follow along and are bound to nothing. Become a member to do this."))
    return YES


def may_write_beside(actor: Actor, group: BuyersGroup, part: Party | None, *, inside: bool) -> Verdict:
    """Add to the common need description, and approve it."""
    if not (may := may_do_as_member(actor, group, part, inside=inside)):
        return may
    if group.state not in WRITTEN_IN:
        return no(_("The group procures by what was approved; the need description stays as it is."))
    return YES


def may_lead(actor: Actor, group: BuyersGroup, part: Party | None, *, inside: bool) -> Verdict:
    """Ask others in, write the common text, set days, link a dialogue."""
    if not (may := may_take_part(actor, group, part, inside=inside)):
        return may
    if group.lead_id != actor.organisation_id:
        return no(_("%(lead)s leads the group and does this.") % {"lead": group.lead.name})
    return YES


def may_write_text(actor: Actor, group: BuyersGroup, part: Party | None, *, inside: bool) -> Verdict:
    """Write a new version of the common text."""
    may = may_lead(actor, group, part, inside=inside)
    return may and may_write_beside(actor, group, part, inside=inside)


def may_approve(actor: Actor, group: BuyersGroup, part: Party | None, *, inside: bool, written: bool) -> Verdict:
    """Approve the description as it stands."""
    may = may_write_beside(actor, group, part, inside=inside)
    return may if not may or written else no(_("There is no common text yet."))


def may_answer_group(actor: Actor, group: BuyersGroup, part: Party | None, *, in_network: bool) -> Verdict:
    """Say yes or no for one's own organisation."""
    if not (may := _speaks(actor)):
        return may
    if part is None or part.state != PartState.ASKED:
        return no(_("Your organisation has already answered, or is not asked."))
    if group.state in OVER:
        return no(_("The group is over."))
    return YES if in_network else no(_("Your organisation is not in the network of the group."))


def has_room(group: BuyersGroup, members: int) -> Verdict:
    """Whether one more can be a member."""
    if group.most is not None and members >= group.most:
        return no(_("The group has room for %(most)s members, and is full.") % {"most": group.most})
    return YES


def may_become_member(actor: Actor, group: BuyersGroup, part: Party | None, *, inside: bool, today: date) -> Verdict:
    """Go from observer to member."""
    if not (may := may_take_part(actor, group, part, inside=inside)):
        return may
    if part is None or part.role != PartRole.OBSERVER:
        return no(_("Your organisation is already a member."))
    if group.state not in WRITTEN_IN:
        return no(_("The group has started procuring, and takes no more members."))
    if group.join_until is not None and today > group.join_until:
        return no(_("The last day to become a member has passed."))
    return YES


def may_leave_group(
    actor: Actor, group: BuyersGroup, part: Party | None, *, inside: bool, terms: Terms | None, today: date
) -> Verdict:
    """Take one's own organisation out."""
    if not (may := may_take_part(actor, group, part, inside=inside)):
        return may
    if group.lead_id == actor.organisation_id:
        return no(_("Your organisation leads the group. Let another member lead it first."))
    if (
        part is not None
        and part.role == PartRole.MEMBER
        and terms is not None
        and terms.leave_until
        and today > terms.leave_until
    ):
        return no(_("By what you signed, your organisation could leave until %(day)s.") % {"day": terms.leave_until})
    return YES


def may_take_lead(actor: Actor, group: BuyersGroup, part: Party | None, *, inside: bool, lead_inside: bool) -> Verdict:
    """Take the lead over when the one who led is gone."""
    if not (may := may_do_as_member(actor, group, part, inside=inside)):
        return may
    return no(_("%(lead)s leads the group.") % {"lead": group.lead.name}) if lead_inside else YES


def may_step(
    actor: Actor, group: BuyersGroup, part: Party | None, verb: str, *, inside: bool, members: int, approved: bool
) -> Verdict:
    """Take the group on. `members` that take part; `approved`: all of them approved what stands there now."""
    if not (may := may_lead(actor, group, part, inside=inside)):
        return may
    if verb not in GROUP.open_steps(group.state):
        return no(_("The group is not at that point."))
    if verb in ("work", "procure") and members < 2:
        return no(_("A buyers’ group has at least two members."))
    if verb == "procure" and not approved:
        return no(_("All members must have approved the common need description as it stands."))
    return YES


def _speaks(actor: Actor) -> Verdict:
    if not actor.may(MANAGE):
        return no(_("Those who speak for the organisation to others decide this: buyers, programme leads, network coordinators and administrators."))  # fmt: skip
    return YES


def open_steps(group: BuyersGroup) -> tuple[str, ...]:
    """The verbs that lead on from where the group is."""
    return GROUP.open_steps(group.state)
