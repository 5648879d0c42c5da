"""Who may plan a run and lead it."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import Network
from nybrott.runs.models import Run


def may_plan_run(actor: Actor, network: Network | None = None) -> Verdict:
    """Those who run programmes in their organisation; for a network, in the organisation that keeps it."""
    if actor.system:
        return YES
    if actor.organisation_id is None or not actor.may("runs.manage"):
        return no(_("Only those who run programmes in the organisation can plan a run."))
    if network is not None and network.keeper_id != actor.organisation_id:
        return no(_("Only the organisation that keeps the network can plan a run for it."))
    return YES


def may_run(actor: Actor, run: Run) -> Verdict:
    """Lead a run: recruit, pair, gather, and see all who take part."""
    if actor.system:
        return YES
    if actor.organisation_id != run.organisation_id:
        return no(_("Another organisation leads this run."))
    if not actor.may("runs.manage"):
        return no(_("Only those who run programmes in the organisation can do this."))
    return YES
