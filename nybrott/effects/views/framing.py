"""What every page of an evaluation has around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from nybrott.core.actor import Actor
from nybrott.effects import queries, rules
from nybrott.effects.models import Plan
from nybrott.effects.queries import crumbs
from nybrott.runs.models import Run
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

__all__ = ["crumbs", "drawn", "run_of", "seen"]


def run_of(request: HttpRequest, run: int) -> tuple[Actor, Run]:
    """Who asks and the run asked for, with a plan or without; 404 unless their organisation keeps it."""
    actor = who(request)
    found = Run.objects.visible_to(actor).filter(organisation_id=actor.organisation_id or 0)
    return actor, get_object_or_404(found.select_related("organisation", "package"), pk=run)


def seen(request: HttpRequest, run: int) -> tuple[Actor, Plan]:
    """Who asks and the evaluation plan of the run asked for; 404 when they may not see it, or there is none yet."""
    actor = who(request)
    found = Plan.objects.visible_to(actor).select_related("run__organisation", "run__package", "evaluator", "decides")
    return actor, get_object_or_404(found, run=run)


def drawn(
    request: HttpRequest, plan: Plan, template: str, here: str, *more: Link | str, status: int = 200, **shown: object
) -> HttpResponse:
    """A page of an evaluation. `here` is the address of its tab; `more` is the way from the plan to a page below it."""
    actor = who(request)
    around = {
        "plan": plan, "run": plan.run, "evaluates": rules.may_evaluate(actor, plan.run), "types": rules.may_type(actor, plan.run),
        "tabs": queries.parts(actor, plan, here), "breadcrumbs": crumbs(plan, *more),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)
