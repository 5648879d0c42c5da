"""Who may add questions and indicators, and which targets of a run stay as they are."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.effects.models import Indicator, Plan
from nybrott.effects.rules.plans import may_write_plan
from nybrott.effects.states import PLAN
from nybrott.runs.models import Target

MOST_QUESTIONS, MOST_INDICATORS = 12, 40  # of one plan; more are not measured, only listed


def may_add_question(actor: Actor, plan: Plan) -> Verdict:
    """Add a question."""
    allowed = may_write_plan(actor, plan)
    if allowed and plan.questions.count() >= MOST_QUESTIONS:
        return no(_("There are %(n)s questions already. Take one out first.") % {"n": MOST_QUESTIONS})
    return allowed


def may_add_indicator(actor: Actor, plan: Plan) -> Verdict:
    """Add an indicator."""
    allowed = may_write_plan(actor, plan)
    if allowed and plan.indicators.count() >= MOST_INDICATORS:
        return no(_("There are %(n)s indicators already. Take one out first.") % {"n": MOST_INDICATORS})
    return allowed


def may_take_in(actor: Actor, plan: Plan, target: Target) -> Verdict:
    """Make an indicator of a target the run has already."""
    allowed = may_add_indicator(actor, plan)
    if allowed and target.run_id != plan.run_id:
        return no(_("This target belongs to another run."))
    if allowed and Indicator.objects.filter(target=target).exists():
        return no(_("This target is already an indicator."))
    return allowed


def may_change_settled(target: Target) -> Verdict:
    """Whether a target of a run may be changed: not while it is an indicator of a settled plan."""
    held = Indicator.objects.filter(target=target).select_related("plan").first()
    if held is not None and "change" not in PLAN.open_steps(held.plan.state):
        return no(
            _("This is an indicator in a settled evaluation plan. An evaluator can open the plan again, with a reason.")
        )
    return YES
