"""What every page of an evaluation has around it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.effects import queries, rules
from nybrott.effects.models import Plan
from nybrott.effects.queries import crumbs
from nybrott.runs.models import Run
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

__all__ = ["asked", "crumbs", "drawn", "language", "run_of", "seen", "written"]

WITH = ("run__organisation", "run__package", "evaluator", "decides", "settled_by")


def language() -> str:
    """The language of the page, as packages name it."""
    found = (get_language() or "nb")[:2]
    return found if found in ("nb", "nn", "en") else "nb"


def run_of(request: HttpRequest, run: int) -> tuple[Actor, Run]:
    """Who asks and the run asked for, with a plan or without; 404 unless their organisation keeps it."""
    actor = who(request)
    found = Run.objects.visible_to(actor).filter(organisation_id=actor.organisation_id or 0)
    return actor, get_object_or_404(found.select_related("organisation", "package"), pk=run)


def seen(request: HttpRequest, run: int) -> tuple[Actor, Plan]:
    """Who asks and the evaluation plan of the run asked for; 404 when they may not see it, or there is none yet."""
    actor = who(request)
    return actor, get_object_or_404(Plan.objects.visible_to(actor).select_related(*WITH), run=run)


def written(request: HttpRequest, run: int) -> tuple[Actor, Plan]:
    """The same for a page where the plan is written; 403 with the reason for those who may not."""
    actor, plan = seen(request, run)
    insist(rules.may_write_plan(actor, plan))
    return actor, plan


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


def asked(request: HttpRequest, plan: Plan, form: Any, heading: str, *, lead: str = "", **more: object) -> HttpResponse:
    """A page with a form of the plan on it, drawn by `template` (the plain one when there is none). 422 when something in it is wrong."""
    template = str(more.pop("template", "effects/form.html"))
    shown = {
        "form": form,
        "heading": heading,
        "lead": lead or plan.run.title,
        "back": reverse("effects:plan", args=[plan.run_id]),
    } | more
    return drawn(request, plan, template, "", heading, status=422 if form.errors else 200, **shown)
