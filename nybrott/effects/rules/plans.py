"""Who may read an evaluation plan, write in it, and carry the evaluation out."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.effects.models import Plan
from nybrott.effects.states import PLAN
from nybrott.runs.models import Run
from nybrott.runs.states import RunState


def may_read(actor: Actor, run: Run) -> Verdict:
    """Read how a run is evaluated: the people of the organisation that keeps it."""
    if actor.system or (actor.user_id is not None and actor.organisation_id == run.organisation_id):
        return YES
    return no(_("How a run is evaluated is read by the people of the organisation that keeps it."))


def may_evaluate(actor: Actor, run: Run) -> Verdict:
    """Settle plans, weigh claims and make reports: the organisation's evaluators."""
    own = may_read(actor, run)
    if own and not actor.system and not actor.may("evaluations.manage"):
        return no(_("Only evaluators can do this."))
    return own


def may_type(actor: Actor, run: Run) -> Verdict:
    """Type what is known, such as rates, readings and a plan that is being written: evaluators, and those who lead the run."""
    own = may_read(actor, run)
    if own and not actor.system and not (actor.may("evaluations.manage") or actor.may("runs.manage")):
        return no(_("Only evaluators and those who lead the run can do this."))
    return own


def may_begin_plan(actor: Actor, run: Run) -> Verdict:
    """Begin the plan of a run, until the run is over."""
    allowed = may_type(actor, run)
    if allowed and run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return no(_("The run is over or called off. It stays as it was."))
    if allowed and Plan.objects.filter(run=run).exists():
        return no(_("The run has its evaluation plan."))
    return allowed


def may_write_plan(actor: Actor, plan: Plan) -> Verdict:
    """Write questions, indicators and what is compared, while the plan is not settled."""
    allowed = may_type(actor, plan.run)
    if allowed and plan.run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return no(_("The run is over or called off. It stays as it was."))
    if allowed and "change" not in PLAN.open_steps(plan.state):
        return no(_("The plan is settled. An evaluator can open it again, and says why."))
    return allowed
