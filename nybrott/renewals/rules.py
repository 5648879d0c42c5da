"""Who may make something of a contract that runs out."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no


def may_read(actor: Actor) -> Verdict:
    """See the own organisation's radar with what was made of it: its own people."""
    if actor.organisation_id is not None and actor.works_here:
        return YES
    return no(_("Only people in the organisation see what it does about its contracts."))


def may_judge(actor: Actor) -> Verdict:
    """Make a challenge of a contract, dismiss it, say which buyer the organisation is: whoever raises challenges."""
    if actor.organisation_id is not None and actor.may("challenges.raise"):
        return YES
    return no(
        _(
            "Only people who work on needs or procurement can take action on a contract. Ask an administrator for the role."
        )
    )
