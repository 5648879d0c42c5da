"""What every page of the room has around it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.effects.models import Plan, Report
from nybrott.effects.queries import crumbs, parts
from nybrott.reports import queries, rules
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

__all__ = ["drawn", "report_seen", "seen", "way"]


def seen(request: HttpRequest, run: int) -> tuple[Actor, Plan]:
    """Who asks and the plan of the run asked for; 404 when there is none they may see."""
    actor = who(request)
    found = Plan.objects.visible_to(actor).select_related("run__organisation", "run__package", "evaluator", "decides")
    return actor, get_object_or_404(found, run=run)


def report_seen(request: HttpRequest, run: int, number: int) -> tuple[Actor, Plan, Report]:
    """The same with one of its reports; 404 when there is none of that number."""
    actor, plan = seen(request, run)
    found = queries.report_of(actor, plan, number)
    if found is None:
        raise Http404
    found.plan = plan
    return actor, plan, found


def drawn(
    request: HttpRequest, plan: Plan, template: str, here: str, *more: Link | str, status: int = 200, **shown: object
) -> HttpResponse:  # fmt: skip
    """A page of the room. `here` is the address of its tab; `more` is the way from the plan to the page."""
    actor = who(request)
    around = {
        "plan": plan, "run": plan.run, "evaluates": rules.may_evaluate(actor, plan), "tabs": parts(actor, plan, here),
        "breadcrumbs": crumbs(plan, *more),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)


def way(plan: Plan, *more: Link | str) -> list[Link | str]:
    """The way to a page below the reports of a run, or to them."""
    return [Link(_("Reports"), reverse("reports:reports", args=[plan.run_id]) if more else ""), *more]
