"""Lists, the plan of a gathering, and its page."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import insist
from nybrott.gatherings import actions, queries, rules
from nybrott.gatherings.actions import GatheringPlan
from nybrott.gatherings.forms import GatheringForm, ReasonForm
from nybrott.gatherings.models import Gathering
from nybrott.gatherings.views.framing import cut, run_of, seen, tabs_of, url_of, way
from nybrott.runs.queries import crumbs, parts
from nybrott.ui.asking import asked_page
from nybrott.ui.documents import KINDS
from nybrott.ui.frame import Link


@require_safe
def of_run(request: HttpRequest, pk: int) -> HttpResponse:
    """The gatherings of a run."""
    actor, run = run_of(request, pk)
    past = request.GET.get("when") == "past"
    page = queries.gathering_page(actor, run, past=past, now=timezone.now(), page=asked_page(request))
    here = reverse("gatherings:of_run", args=[run.pk])
    shown = {
        **cut(request, page), "run": run, "past": past,
        "may_plan": rules.may_gather(actor, run), "tabs": parts(actor, run, "gatherings:of_run"),
        "whens": [Link(_("To come"), here, current=not past), Link(_("Those held"), f"{here}?when=past", current=past)],
        "breadcrumbs": crumbs(run, _("Gatherings")),
    }  # fmt: skip
    return render(request, "gatherings/of_run.html", shown)


def _plan_of(form: GatheringForm) -> GatheringPlan:
    said = dict(form.cleaned_data)
    starts_at = timezone.make_aware(datetime.combine(said.pop("day"), said.pop("time")))
    return GatheringPlan(starts_at=starts_at, **said)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a gathering."""
    actor, run = run_of(request, pk)
    insist(rules.may_gather(actor, run))
    now = timezone.now()
    form = GatheringForm(
        request.POST or None, initial={"day": timezone.localdate(now) + timedelta(days=21), "time": "09:00"}
    )
    if request.method == "POST" and form.is_valid():
        made = actions.plan_gathering(actor=actor, run=run, plan=_plan_of(form), now=now)
        messages.success(request, _("The gathering is planned. Now ask people to come."))
        return redirect("gatherings:people", pk=made.pk)
    shown = {
        "form": form, "heading": _("Plan a gathering"), "lead": run.title,
        "breadcrumbs": crumbs(run, Link(_("Gatherings"), reverse("gatherings:of_run", args=[run.pk])), _("Plan a gathering")),
    }  # fmt: skip
    return render(request, "gatherings/form.html", shown, status=422 if form.is_bound else 200)


@require_safe
def gathering(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where, the agenda, what became of earlier decisions, and what was decided."""
    actor, one = seen(request, pk)
    now, part = timezone.now(), queries.own_part(actor, one.run_id)
    mine = one.attendances.select_related("part__user", "gathering__run").filter(part__user=actor.user_id or 0).first()
    earlier = queries.followed_up(actor, one)
    shown = {
        "one": one, "agenda": queries.agenda(actor, one), "asked": queries.asked_to(actor, one), "mine": mine,
        "decided": [(told, rules.may_tell_outcome(actor, told.one)) for told in queries.decided_in(actor, one)],
        "earlier": [(told, rules.may_tell_outcome(actor, told.one)) for told in earlier],
        "may_bring": rules.may_bring(actor, one, part), "may_order": rules.may_order(actor, one),
        "may_change": rules.may_change_plan(actor, one), "may_begin": rules.may_step(actor, one, "begin"),
        "may_call_off": rules.may_step(actor, one, "call_off"), "may_plan_again": rules.may_step(actor, one, "plan_again"),
        "may_end": rules.may_step(actor, one, "end"), "may_decide": rules.may_decide(actor, one), "has_been": now >= one.starts_at,
        "may_answer": mine and rules.may_answer(actor, mine), "may_check_in": mine and rules.may_check_in(actor, mine, now),
        "user_id": actor.user_id, "tabs": tabs_of(one, "gathering"), "kinds": KINDS, "breadcrumbs": way(one),
    }  # fmt: skip
    return render(request, "gatherings/gathering.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when, where and what about."""
    actor, one = seen(request, pk)
    insist(rules.may_change_plan(actor, one))
    local = timezone.localtime(one.starts_at)
    first = {name: getattr(one, name) for name in ("title", "aim", "minutes", "place", "link")}
    form = GatheringForm(request.POST or None, initial={**first, "day": local.date(), "time": f"{local:%H:%M}"})
    if request.method == "POST" and form.is_valid():
        actions.change_gathering(
            actor=actor, gathering=one, plan=_plan_of(form), url=url_of(request, one), now=timezone.now()
        )
        messages.success(request, _("Saved. Those who were asked get a letter if the time or place has changed."))
        return redirect("gatherings:gathering", pk=one.pk)
    shown = {
        "form": form,
        "heading": _("Change when and where"),
        "lead": one.title,
        "breadcrumbs": way(one, _("Change")),
    }
    return render(request, "gatherings/form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it off, with a reason."""
    actor, one = seen(request, pk)
    insist(rules.may_step(actor, one, "call_off"))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.call_off(actor=actor, gathering=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("The gathering is called off. Those who were asked get a letter."))
        return redirect("gatherings:gathering", pk=one.pk)
    shown = {
        "form": form,
        "heading": _("Call the gathering off"),
        "lead": one.title,
        "breadcrumbs": way(one, _("Cancel it")),
    }
    return render(request, "gatherings/form.html", shown, status=422 if form.is_bound else 200)


@require_POST
def plan_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one that was called off up again."""
    actor, one = seen(request, pk)
    actions.plan_again(actor=actor, gathering=one, now=timezone.now())
    messages.success(
        request, _("The gathering is planned again. Choose a new time; those who were asked get a letter.")
    )
    return redirect("gatherings:change", pk=one.pk)


def back(one: Gathering, where: str = "") -> HttpResponse:
    """Back to a place on the gathering's page."""
    return redirect(f"{reverse('gatherings:gathering', args=[one.pk])}{where}")
