"""Who sees the leader's page."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no

LEADS = "leader"
WHOLE = frozenset({"admin", "lead"})  # see the whole organisation


def sees_whole(actor: Actor) -> bool:
    """Whether somebody sees the whole organisation, and not only units of their own."""
    return bool(WHOLE & actor.roles)


def may_see(actor: Actor) -> Verdict:
    """Unit leaders, for their units and those below; programme leads and administrators, for the whole organisation."""
    if actor.organisation_id is None or not (sees_whole(actor) or LEADS in actor.roles):
        return no(_("This page is for those who lead a unit or a programme. Ask an administrator for the role."))
    if not sees_whole(actor) and not actor.unit_ids:
        return no(_("You are a leader here, but not of any unit yet. Ask an administrator to say which."))
    return YES
