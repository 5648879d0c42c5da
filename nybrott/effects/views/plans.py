"""The organisation's evaluation plans, and the plan of a run."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nybrott.effects import actions, queries, rules
from nybrott.effects.models import Plan
from nybrott.effects.states import PlanState
from nybrott.effects.views.framing import drawn, run_of
from nybrott.runs import queries as way
from nybrott.runs.queries import crumbs as way_to_run
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import NONE, day_short
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag


def state_tag(plan: Plan) -> str:
    """How far a plan has come, as a tag."""
    return str(tag(plan.get_state_display(), "success" if plan.state == PlanState.SETTLED else "info"))


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Evaluation plans of the organisation's runs."""
    actor = who(request)
    page = queries.plans(actor, page=asked_page(request))
    columns = [Column("run", _("Run of a programme")), Column("state", _("State")), Column("evaluator", _("Who evaluates")), Column("by", _("Decision due"))]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(one.run.title, reverse("effects:plan", args=[one.run_id])), Cell(state_tag(one)), one.evaluator.name if one.evaluator else NONE,
            day_short(one.decides_on) if one.decides_on else NONE,
        ]
        for one in page.rows
    ]  # fmt: skip
    table = Table(columns, rows, _("Evaluation plans, those of the newest runs first"), query=query_of(request), caption_hidden=True, pages=Pages(page.number, page.pages, page.total))  # fmt: skip
    return render(
        request,
        "effects/plans.html",
        {"table": table, "tabs": way.places("effects:plans"), "breadcrumbs": way_to_run(None, _("Evaluations"))},
    )


@require_safe
def plan(request: HttpRequest, run: int) -> HttpResponse:
    """The evaluation plan of a run; where there is none yet, what it is for."""
    actor, of = run_of(request, run)
    found = queries.plan_of(of)
    if found is None:
        shown: dict[str, Any] = {"run": of, "may_begin": rules.may_begin_plan(actor, of), "breadcrumbs": way_to_run(of, _("Evaluation"))}  # fmt: skip
        return render(request, "effects/none.html", shown)
    return drawn(request, found, "effects/plan.html", "effects:plan", state=state_tag(found))


@require_POST
def begin(request: HttpRequest, run: int) -> HttpResponse:
    """Begin it."""
    actor, of = run_of(request, run)
    actions.begin_plan(actor=actor, run=of, now=timezone.now())
    messages.success(request, _("The evaluation plan is begun. Next: what the evaluation shall answer."))
    return redirect("effects:plan", run=of.pk)
