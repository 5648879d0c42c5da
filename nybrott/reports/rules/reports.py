"""Who may make a report."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, no
from nybrott.effects import rules
from nybrott.effects.models import Plan
from nybrott.effects.states import PlanState


def may_evaluate(actor: Actor, plan: Plan) -> Verdict:
    """Carry the evaluation out: those who evaluate, in the organisation that keeps the run."""
    return rules.may_evaluate(actor, plan.run)


def may_make_report(actor: Actor, plan: Plan) -> Verdict:
    """Make a report: once the plan is settled, so that what was hoped for stood before what came."""
    allowed = may_evaluate(actor, plan)
    if allowed and plan.state != PlanState.SETTLED:
        return no(_("Settle the evaluation plan first. A report measures against what was settled."))
    return allowed
