"""Who may have indicators measured that need no hand."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, no
from nybrott.effects.models import Plan
from nybrott.effects.rules.plans import may_type
from nybrott.runs.states import RunState


def may_measure_plan(actor: Actor, plan: Plan) -> Verdict:
    """Measure now: evaluators and those who lead the run, also after it is over, when effects show."""
    allowed = may_type(actor, plan.run)
    if allowed and plan.run.state == RunState.CALLED_OFF:
        return no(_("The run is over or cancelled. It stays as it was."))
    return allowed
