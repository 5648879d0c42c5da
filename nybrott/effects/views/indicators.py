"""Indicators: put in, taken in from the run's targets, changed, taken out; and levels on which nothing is measured."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.effects import actions, queries, rules
from nybrott.effects.forms import IndicatorForm, LeftOutForm, TakeInForm
from nybrott.effects.models import Indicator, Plan
from nybrott.effects.states import Level, Source
from nybrott.effects.views.framing import WITH, asked, drawn, language, written
from nybrott.effects.views.plans import MEANS, value
from nybrott.runs.models import Target
from nybrott.ui.asking import who

FIELDS = ("name", "how", "unit", "baseline", "baseline_on", "no_baseline", "target")


def _indicator(request: HttpRequest, pk: int) -> tuple[Actor, Indicator]:
    actor = who(request)
    with_plan = (f"plan__{name}" for name in WITH)
    found = Indicator.objects.visible_to(actor).select_related("target__run", "question", *with_plan)
    return actor, get_object_or_404(found, pk=pk)


def _form(request: HttpRequest, plan: Plan, first: dict[str, Any]) -> IndicatorForm:
    levels = [(str(level), f"{level.label}. {means}") for level, means in MEANS.items()]
    theory = {id: text for id, (_step, text) in queries.theory_parts(plan, language()).items()}
    return IndicatorForm(
        request.POST or None, plan=plan, today=timezone.localdate(), levels=levels, sources=_sources(plan, first.get("source", "")), theory=theory,
        initial=first,
    )  # fmt: skip


def _sources(plan: Plan, held: str) -> list[tuple[str, Any]]:
    """What an indicator can be measured by, by kind; the one it has stays one of them, also when nobody counts it any more."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for one in queries.choices(plan):
        kinds.setdefault(one.source, []).append((f"{one.source}|{one.ref}", f"{one.label} ({one.unit})"))
    found: list[tuple[str, Any]] = [(f"{Source.TYPED}|", str(Source.TYPED.label))]
    found += [(str(Source(kind).label), offered) for kind, offered in kinds.items()]
    if (
        held
        and held != f"{Source.TYPED}|"
        and held not in {value for offered in kinds.values() for value, _label in offered}
    ):
        source, _bar, ref = held.partition("|")
        found.append((held, f"{Source(source).label} ({ref})"))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_new(request: HttpRequest, run: int) -> HttpResponse:
    """Put an indicator in. `?level=` and `?proposal=` (a number of those the package proposes) fill the form."""
    actor, plan = written(request, run)
    insist(rules.may_add_indicator(actor, plan))
    first: dict[str, Any] = {"level": request.GET.get("level", ""), "grows": "more", "source": f"{Source.TYPED}|"}
    proposed = dict(enumerate(queries.proposed(plan, language())))
    asked_for = request.GET.get("proposal", "")
    if asked_for.isascii() and asked_for.isdigit() and int(asked_for[:3]) in proposed:
        first |= dict(zip(("name", "how", "unit"), proposed[int(asked_for[:3])], strict=True))
    form = _form(request, plan, first)
    if request.method == "POST" and form.is_valid():
        made = actions.set_indicator(
            actor=actor, plan=plan, aim=form.aim(), measure=actions.Measure(**form.measure()), now=timezone.now()
        )
        messages.success(request, _("“%(name)s” is an indicator of the plan.") % {"name": made.target.name})
        return redirect("effects:plan", run=plan.run_id)
    return asked(request, plan, form, _("An indicator"))


@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """An indicator: written anew while the plan is being written, read otherwise."""
    actor, one = _indicator(request, pk)
    plan, target = one.plan, one.target
    may = rules.may_write_plan(actor, plan)
    if request.method == "POST":
        insist(may)
    if not may:
        part = queries.theory_parts(plan, language()).get(one.theory)
        measured = {(each.source, each.ref): each.label for each in queries.choices(plan)}
        shown: dict[str, Any] = {
            "indicator": one, "target": target, "theory": part[1] if part else "", "before": value(target.baseline, target.unit),
            "reach": value(target.target, target.unit), "means": MEANS[Level(one.level)], "may_write": may,
            "measured": measured.get((one.source, one.ref), one.ref),
        }  # fmt: skip
        return drawn(request, plan, "effects/indicator.html", "effects:plan", target.name, **shown)
    first: dict[str, Any] = {name: getattr(target, name) for name in FIELDS}
    first |= {"level": one.level, "source": f"{one.source}|{one.ref}", "grows": "more" if one.grows else "less"}
    first |= {"question": one.question_id, "theory": one.theory}
    form = _form(request, plan, first)
    if request.method == "POST" and form.is_valid():
        measure = actions.Measure(**form.measure())
        actions.set_indicator(
            actor=actor, plan=plan, aim=form.aim(), measure=measure, now=timezone.now(), indicator=one
        )
        messages.success(request, _("Saved."))
        return redirect("effects:plan", run=plan.run_id)
    return asked(request, plan, form, _("Change the indicator"), lead=target.name, remove=one)


@require_POST
def take_in(request: HttpRequest, run: int) -> HttpResponse:
    """Make an indicator of a target the run has."""
    actor, plan = written(request, run)
    form = TakeInForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a target and a level."))
        return redirect("effects:plan", run=plan.run_id)
    target = get_object_or_404(Target.objects.visible_to(actor).filter(run=plan.run), pk=form.cleaned_data["target"])
    made = actions.take_in(actor=actor, plan=plan, target=target, level=form.cleaned_data["level"], now=timezone.now())
    messages.success(request, _("“%(name)s” is an indicator of the plan.") % {"name": made.target.name})
    return redirect("effects:plan", run=plan.run_id)


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an indicator out; the target stays with the run."""
    actor, one = _indicator(request, pk)
    actions.take_out(actor=actor, indicator=one, now=timezone.now())
    messages.success(request, _("The indicator is taken out of the plan. It is still a target of the run."))
    return redirect("effects:plan", run=one.plan.run_id)


@require_http_methods(["GET", "HEAD", "POST"])
def left_out(request: HttpRequest, run: int, level: str) -> HttpResponse:
    """Why nothing is measured on a level."""
    if level not in Level.values:
        raise Http404
    actor, plan = written(request, run)
    form = LeftOutForm(request.POST or None, initial={"why": plan.left_out.get(level, ""), "level": level})
    if request.method == "POST" and form.is_valid():
        actions.leave_out(actor=actor, plan=plan, reasons={level: form.cleaned_data["why"]}, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("effects:plan", run=plan.run_id)
    return asked(request, plan, form, str(Level(level).label), lead=str(MEANS[Level(level)]))
