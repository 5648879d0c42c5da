"""Who may plan and carry out procurements."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import Organisation
from nybrott.people.rules import works_here
from nybrott.procurements.models import Procurement, SavedView
from nybrott.procurements.states import OVER, PROCUREMENT, ProcurementState

MANAGE = "procurements.manage"
REASONS = ("stop",)  # steps that ask why


def may_plan(actor: Actor, organisation: Organisation) -> Verdict:
    """Put procurements in the plan of an organisation."""
    if actor.organisation_id != organisation.pk:
        return no(_("This is not the organisation you are working in now."))
    return YES if actor.may(MANAGE) else no(_("Only those who carry out procurements can do this."))


def may_read(actor: Actor, procurement: Procurement) -> Verdict:
    """See a procurement: everyone who works in its organisation."""
    if actor.user_id is None or actor.organisation_id != procurement.organisation_id:
        return no(_("This procurement belongs to another organisation."))
    return works_here(actor)


def may_work(actor: Actor, procurement: Procurement) -> Verdict:
    """Work on a procurement that is not over: those who carry out procurements, and its owner."""
    if not (allowed := may_read(actor, procurement)):
        return allowed
    if not (actor.may(MANAGE) or actor.user_id == procurement.owner_id):
        return no(_("Only those who carry out procurements, and the one who owns this one, can do this."))
    if procurement.state in OVER:
        said = {"state": ProcurementState(procurement.state).label.lower()}
        return no(_("This procurement is “%(state)s”, and stays as it is.") % said)
    return YES


def may_move(actor: Actor, procurement: Procurement, verb: str) -> Verdict:
    """Take a step of a procurement's way; a stopped one can be taken up again."""
    again = verb == "take_up" and procurement.state == ProcurementState.STOPPED
    allowed = may_read(actor, procurement) if again else may_work(actor, procurement)
    if allowed and again and not (actor.may(MANAGE) or actor.user_id == procurement.owner_id):
        return no(_("Only those who carry out procurements, and the one who owns this one, can do this."))
    if allowed and verb not in PROCUREMENT.open_steps(procurement.state):
        said = {"state": ProcurementState(procurement.state).label.lower()}
        return no(_("This cannot be done with a procurement that is “%(state)s”.") % said)
    return allowed


def may_compete(actor: Actor, procurement: Procurement, *, described: bool) -> Verdict:
    """Announce the competition: on an approved need description (`described`), or with the reason why there is none."""
    allowed = may_move(actor, procurement, "compete")
    if allowed and not described and not procurement.no_description.strip():
        return no(_("There is no approved need description. Choose one, or write why there is none, before the competition is announced."))  # fmt: skip
    return allowed


def may_forget(actor: Actor, view: SavedView) -> Verdict:
    """Forget a saved view: its owner."""
    return YES if actor.user_id == view.user_id else no(_("This view belongs to someone else."))
