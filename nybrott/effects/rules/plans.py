"""Who may read an evaluation plan, write in it, and carry the evaluation out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.effects.models import Plan
from nybrott.effects.states import PLAN
from nybrott.runs.models import Run
from nybrott.runs.states import RunState

MOST_OTHERS = 20  # organisations to stand beside


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
        return no(_("The run is over or cancelled. It stays as it was."))
    if allowed and Plan.objects.filter(run=run).exists():
        return no(_("The run has its evaluation plan."))
    return allowed


def may_write_plan(actor: Actor, plan: Plan) -> Verdict:
    """Write questions, indicators and what is compared, while the plan is not settled."""
    allowed = may_type(actor, plan.run)
    if allowed and plan.run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return no(_("The run is over or cancelled. It stays as it was."))
    if allowed and "change" not in PLAN.open_steps(plan.state):
        return no(_("The plan is settled. An evaluator can open it again, with a reason."))
    return allowed


def may_compare_with(actor: Actor, plan: Plan, number: str) -> Verdict:
    """Put an organisation among those the run's organisation is to stand beside."""
    allowed = may_write_plan(actor, plan)
    if not allowed:
        return allowed
    if number == plan.run.organisation.number:
        return no(_("An organisation cannot be compared with itself."))
    if number in plan.others:
        return no(_("This organisation has already been added."))
    if len(plan.others) >= MOST_OTHERS:
        return no(_("There are %(n)s organisations already. Take one out first.") % {"n": MOST_OTHERS})
    return YES


def may_settle(actor: Actor, plan: Plan, missing: Sequence[str]) -> Verdict:
    """Settle it. `missing`: a sentence for each thing that is not there."""
    allowed = may_evaluate(actor, plan.run)
    if allowed:
        allowed = may_write_plan(actor, plan)
    if allowed and missing:
        return no(_("The plan cannot be settled yet. %(missing)s") % {"missing": " ".join(missing)})
    return allowed


def may_reopen(actor: Actor, plan: Plan) -> Verdict:
    """Open a settled plan again, until the run is over. What was frozen stays."""
    allowed = may_evaluate(actor, plan.run)
    if allowed and plan.run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return no(_("The run is over or cancelled. It stays as it was."))
    if allowed and "reopen" not in PLAN.open_steps(plan.state):
        return no(_("The plan is not settled."))
    return allowed
