"""Who may see, hand out, delete and erase what is kept about people; every no is a sentence."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import Membership


def may_delete_old(actor: Actor) -> Verdict:
    """Retention is Nybrott's own work; nobody chooses what it takes."""
    return YES if actor.system else no(_("What has been kept long enough is deleted automatically, every night."))


def may_manage_privacy(actor: Actor) -> Verdict:
    """See what is kept, for how long, and the record of processing; look up what is kept about a person."""
    if actor.organisation_id is None and actor.may("host.manage"):
        return YES
    return YES if actor.may("privacy.manage") else no(_("Only those responsible for personal data can see this page."))


def may_hand_out(actor: Actor, membership: Membership) -> Verdict:
    """Take out everything that is kept about a person of the own organisation."""
    if actor.may("privacy.manage") and actor.organisation_id == membership.organisation_id:
        return YES
    return no(
        _("Only those responsible for personal data in the organisation can hand out what is kept about a person.")
    )


def may_erase_person(actor: Actor, *, places: Collection[int], last_admin: bool) -> Verdict:
    """Erase a person who belongs to `places` (organisations, also those they have left).

    `last_admin`: whether one of them would be left without an administrator.
    """
    if not actor.system:
        if not actor.may("privacy.manage") or actor.organisation_id not in places:
            return no(_("Only those responsible for personal data in the person’s organisation can erase a person."))
        if len(set(places)) > 1:
            return no(
                _(
                    "This person has also belonged to another organisation here. Those who run the site must erase the account."
                )
            )
    if last_admin:
        return no(_("This is the last administrator. Make someone else administrator first."))
    return YES
