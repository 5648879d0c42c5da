"""Who may make a report."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.effects.models import Plan
from nybrott.effects.states import PlanState


def may_evaluate(actor: Actor, plan: Plan) -> Verdict:
    """Carry the evaluation out: those who evaluate, in the organisation that keeps the run."""
    if actor.system:
        return YES
    if actor.organisation_id != plan.organisation_id:
        return no(_("Another organisation evaluates this run."))
    if not actor.may("evaluations.manage"):
        return no(_("Only those who evaluate in the organisation can do this."))
    return YES


def may_make_report(actor: Actor, plan: Plan) -> Verdict:
    """Make a report: once the plan is settled, so that what was hoped for stood before what came."""
    allowed = may_evaluate(actor, plan)
    if allowed and plan.state != PlanState.SETTLED:
        return no(_("Settle the evaluation plan first. A report measures against what was settled."))
    return allowed
