"""The organisation's evaluation plans, the plan of a run, and who evaluates and decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.effects import actions, queries, rules
from nybrott.effects.forms import PeopleForm, TakeInForm
from nybrott.effects.models import Indicator, Plan
from nybrott.effects.queries import Lack
from nybrott.effects.states import Level, PlanState
from nybrott.effects.views.framing import asked, drawn, language, run_of, written
from nybrott.programmes.queries import STEP_NAMES
from nybrott.runs import queries as way
from nybrott.runs.rules import may_run
from nybrott.runs.states import RunState
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import NONE, day_short, number
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.thread import NextStep

# what each level tells of, in a sentence
MEANS = {
    Level.REACTION: gettext_lazy("What those who take part think of it."),
    Level.LEARNING: gettext_lazy("What they can and know that they did not before."),
    Level.BEHAVIOUR: gettext_lazy("What they, and others because of them, do differently at work."),
    Level.RESULTS: gettext_lazy("What came of it for the organisation and for those it is there for."),
}


def state_tag(plan: Plan) -> str:
    """How far a plan has come, as a tag."""
    return str(tag(plan.get_state_display(), "success" if plan.state == PlanState.SETTLED else "info"))


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Evaluation plans of the organisation's runs."""
    actor = who(request)
    page = queries.plans(actor, page=asked_page(request))
    columns = [
        Column("run", _("Run of a programme")), Column("state", _("State")), Column("evaluator", _("Who evaluates")), Column("by", _("Decision due")),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(one.run.title, reverse("effects:plan", args=[one.run_id])), Cell(state_tag(one)), one.evaluator.name if one.evaluator else NONE,
            day_short(one.decides_on) if one.decides_on else NONE,
        ]
        for one in page.rows
    ]  # fmt: skip
    table = Table(
        columns, rows, _("Evaluation plans, those of the newest runs first"), query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.pages, page.total),
    )  # fmt: skip
    shown = {"table": table, "tabs": way.places("effects:plans"), "breadcrumbs": way.crumbs(None, _("Evaluations"))}
    return render(request, "effects/plans.html", shown)


@require_safe
def plan(request: HttpRequest, run: int) -> HttpResponse:
    """The evaluation plan of a run; where there is none yet, what it is for."""
    actor, of = run_of(request, run)
    found = queries.plan_of(of)
    if found is None:
        nothing: dict[str, Any] = {
            "run": of, "may_begin": rules.may_begin_plan(actor, of), "tabs": way.parts(actor, of, "effects:plan"),
            "breadcrumbs": way.crumbs(of, _("Evaluation")),
        }  # fmt: skip
        return render(request, "effects/none.html", nothing)
    lacks = queries.missing(found) if found.state == PlanState.DRAFT else []
    levels, may_write = queries.by_level(found), rules.may_write_plan(actor, found)
    theory = queries.theory_of(found, levels, language())
    shown: dict[str, Any] = {
        "state": state_tag(found), "step": _next(actor, found, lacks), "lacks": lacks, "may_write": may_write,
        "questions": list(found.questions.all()), "may_ask": rules.may_add_question(actor, found),
        "levels": [(each, MEANS[each.level], _table(each.indicators)) for each in levels],
        "theory": [(STEP_NAMES[one.step], one) for one in theory], "take_in": queries.to_take_in(found), "in_form": TakeInForm(auto_id=False),
        "proposed": list(enumerate(queries.proposed(found, language()))) if may_write else [],
        "units": list(of.compared.order_by("name", "pk")) if found.with_units else [], "others": queries.names_of(found, found.others),
        "snapshots": list(found.snapshots.select_related("taken_by").order_by("-taken_at", "-pk")),
        "may_settle": rules.may_settle(actor, found, [one.says for one in lacks]), "may_reopen": rules.may_reopen(actor, found),
        "late": of.began_at is not None and found.settled_at is not None and found.settled_at > of.began_at,
    }  # fmt: skip
    return drawn(request, found, "effects/plan.html", "effects:plan", **shown)


def value(amount: object, unit: str = "") -> str:
    """A number as short as it is exact, with what it is counted in."""
    if amount is None:
        return NONE
    exact = float(amount)  # type: ignore[arg-type]
    return f"{number(exact, 0 if exact == int(exact) else 2)} {unit}".strip()


def _table(indicators: tuple[Indicator, ...]) -> Table:
    columns = [
        Column("name", _("Indicator")), Column("source", _("Where its numbers come from")), Column("before", _("Before"), "end"),
        Column("target", _("Target"), "end"),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = []
    for one in indicators:
        target = one.target
        before = Cell(
            value(target.baseline), note=day_short(target.baseline_on) if target.baseline_on else target.no_baseline
        )
        url = reverse("effects:indicator", args=[one.pk])
        rows.append([Cell(target.name, url, target.unit), one.get_source_display(), before, value(target.target)])
    return Table(columns, rows, _("Indicators"), caption_hidden=True)


def _next(actor: Actor, found: Plan, lacks: list[Lack]) -> NextStep:
    """What comes next, and who can take it."""
    run, writes, evaluates = found.run, rules.may_write_plan(actor, found), rules.may_evaluate(actor, found.run)
    if found.state == PlanState.DRAFT and lacks:
        who_can = _("Evaluators and those who lead the run")
        return NextStep(
            lacks[0].says, _("Add it"), who=who_can, url=lacks[0].url if writes else "", reason=writes.reason
        )
    if found.state == PlanState.DRAFT:
        said = _("The plan is complete.")
        url = f"{reverse('effects:plan', args=[run.pk])}#settle" if evaluates else ""
        return NextStep(said, _("Settle the plan"), who=_("Evaluator"), url=url, reason=evaluates.reason)
    if run.state in (RunState.PLANNED, RunState.RECRUITING):
        leads = bool(may_run(actor, run))
        return NextStep(_("The plan is settled, and what everything was before is frozen."), _("Go through the start gate"),
                        who=_("Those who lead the run"), url=reverse("runs:gate", args=[run.pk]) if leads else "")  # fmt: skip
    return NextStep(
        _("The plan is settled, and stays as it is."),
        _("See how it stands"),
        url=reverse("effects:standing", args=[run.pk]),
    )


@require_POST
def begin(request: HttpRequest, run: int) -> HttpResponse:
    """Begin it."""
    actor, of = run_of(request, run)
    actions.begin_plan(actor=actor, run=of, now=timezone.now())
    messages.success(request, _("The evaluation plan is started. Next: what the evaluation is to answer."))
    return redirect("effects:plan", run=of.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, run: int) -> HttpResponse:
    """Who evaluates, who decides what, by when."""
    actor, found = written(request, run)
    first = {"evaluator": found.evaluator_id, "decides": found.decides_id}
    first |= {name: getattr(found, name) for name in ("no_distance", "decides_what", "decides_on")}
    form = PeopleForm(request.POST or None, plan=found, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.say_who(actor=actor, plan=found, said=actions.Said(**form.said()), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("effects:plan", run=found.run_id)
    return asked(request, found, form, _("Who evaluates, and who decides"))
