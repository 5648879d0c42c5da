"""What every page of the room has around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.effects.models import Plan
from nybrott.reports import rules
from nybrott.runs.queries import crumbs
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

__all__ = ["drawn", "seen"]


def seen(request: HttpRequest, run: int) -> tuple[Actor, Plan]:
    """Who asks and the plan of the run asked for; 404 when there is none they may see."""
    actor = who(request)
    found = Plan.objects.visible_to(actor).select_related("run__organisation", "run__package", "evaluator", "decides")
    return actor, get_object_or_404(found, run=run)


def drawn(
    request: HttpRequest, plan: Plan, template: str, *more: Link | str, status: int = 200, **shown: object
) -> HttpResponse:
    """A page of the room; `more` is the way from the reports of the run to a page below."""
    here = Link(_("Reports"), reverse("reports:reports", args=[plan.run_id]) if more else "")
    around = {
        "plan": plan, "run": plan.run, "evaluates": rules.may_evaluate(who(request), plan),
        "breadcrumbs": crumbs(plan.run, here, *more),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)
