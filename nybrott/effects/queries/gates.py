"""What the start gate of a run asks of its evaluation plan."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.actor import Actor
from nybrott.effects.models import Plan
from nybrott.effects.queries.missing import missing
from nybrott.effects.states import PlanState
from nybrott.runs.models import Run
from nybrott.runs.queries import Check
from nybrott.ui.formats import day_year


def gate(_actor: Actor, run: Run) -> Check:
    """A settled plan before the run begins."""
    plan = Plan.objects.filter(run=run).select_related("run__package", "run__organisation").first()
    found = lacks = ""
    if plan is None:
        lacks = _("The run has no evaluation plan yet.")
    elif plan.state == PlanState.SETTLED and plan.settled_at is not None:
        found = _("Settled %(day)s, with what everything was before.") % {"day": day_year(plan.settled_at)}
    elif n := len(missing(plan)):
        lacks = ngettext("The plan is not settled: %(n)s thing is missing.", "The plan is not settled: %(n)s things are missing.", n) % {"n": n}  # fmt: skip
    else:
        lacks = _("The plan is complete, and waits for an evaluator to settle it.")
    why = _("What a run is to show must be decided before it begins; afterwards you find what you look for.")
    return Check("evaluation", _("Evaluation plan"), why, found, lacks, reverse("effects:plan", args=[run.pk]))
