"""A run is planned, changed, begun, ended, called off, and planned again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.programmes.models import Package
from nybrott.runs import actions, queries, rules
from nybrott.runs.actions import RunPlan
from nybrott.runs.forms import BeginForm, PlanForm, ReasonForm
from nybrott.runs.models import Run
from nybrott.runs.states import RunState
from nybrott.runs.views.framing import crumbs, drawn, led
from nybrott.ui.asking import who


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a run: first choose the programme, then say when, for whom and how."""
    actor, now = who(request), timezone.now()
    insist(rules.may_plan_run(actor))
    packages = Package.objects.visible_to(actor).select_related("programme")
    asked = request.GET.get("package", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        found = queries.packages_to_run(list(packages.defer("files", "manifest")), actor.organisation_id or 0)
        cards = [(one, f"?package={one.pk}", _("Version %(n)s, %(publisher)s") % {"n": one.version, "publisher": one.publisher}) for one in found]  # fmt: skip
        offered: dict[str, Any] = {"packages": cards, "breadcrumbs": crumbs(None, _("Plan a run"))}
        return render(request, "runs/choose.html", offered)
    package = get_object_or_404(packages, pk=int(asked))
    hours = {f"hours_{role}": most for role, most in queries.proposed_hours(package).items()}
    form = PlanForm(request.POST or None, actor=actor, whole=True, initial={"title": package.name, **hours})
    if request.method == "POST" and form.is_valid():
        targets = queries.proposed_targets(package, get_language() or "nb")
        network = form.cleaned_data.get("network")
        made = actions.plan_run(
            actor=actor, package=package, plan=RunPlan(**form.plan()), targets=targets, network=network, now=now
        )
        messages.success(request, _("The run is planned. Next: what it should achieve, and the call for drivers."))
        return redirect("runs:run", pk=made.pk)
    shown: dict[str, Any] = {
        "form": form, "heading": _("Plan a run"), "lead": str(package), "breadcrumbs": crumbs(None, _("Plan a run")),
        "back": reverse("runs:plan"),
    }  # fmt: skip
    return render(request, "runs/form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what it is to be."""
    actor, run = led(request, pk)
    insist(rules.may_change_run(actor, run))
    first: dict[str, Any] = {
        name: getattr(run, name) for name in ("title", "goal", "begins_on", "ends_on", "no_compared")
    }
    first |= {f"hours_{role}": most for role, most in run.hours.items()}
    first |= {name: list(getattr(run, name).values_list("pk", flat=True)) for name in ("units", "compared")}
    form = PlanForm(request.POST or None, actor=actor, whole=False, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.change_run(actor=actor, run=run, plan=RunPlan(**form.plan()), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("runs:run", pk=run.pk)
    return _asked(request, run, form, _("Change the run"))


def _asked(request: HttpRequest, run: Run, form: Any, heading: str, *, text: str = "", label: str = "") -> HttpResponse:
    shown: dict[str, Any] = {"form": form, "heading": heading, "lead": run.title, "text": text, "label": label, "back": reverse("runs:run", args=[run.pk])}  # fmt: skip
    return drawn(request, run, "runs/form.html", "", heading, status=422 if form and form.errors else 200, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it off, with the reason."""
    actor, run = led(request, pk)
    insist(rules.may_step(actor, run, "call_off"))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.call_off_run(actor=actor, run=run, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("The run is cancelled. The reason is on its page."))
        return redirect("runs:run", pk=run.pk)
    text = _("Everything written is kept, and it can be planned again.")
    return _asked(request, run, form, _("Cancel the run"), text=text, label=_("Cancel it"))


@require_POST
def plan_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one that was called off up again."""
    actor, run = led(request, pk)
    actions.plan_run_again(actor=actor, run=run, now=timezone.now())
    messages.success(request, _("The run is planned again. Look at its dates."))
    return redirect("runs:change", pk=run.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End it."""
    actor, run = led(request, pk)
    insist(rules.may_step(actor, run, "end"))
    if request.method == "POST":
        n = actions.end_run(actor=actor, run=run, now=timezone.now())
        said = ngettext("The run is ended. %(n)s person has completed it.", "The run is ended. %(n)s people have completed it.", n)  # fmt: skip
        messages.success(request, said % {"n": n})
        return redirect("runs:targets", pk=run.pk)
    text = _("Those who take part will have completed it. Targets can still be measured, and hours be written.")
    return _asked(request, run, None, _("End the run"), text=text, label=_("End the run"))


@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest, pk: int) -> HttpResponse:
    """The start gate: what is there, what is missing; and the run begins."""
    actor, run = led(request, pk)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        insist(rules.may_step(actor, run, "begin"))
        missing = [check.name for check in queries.gate(actor, run) if not check.passed]
        allowed = rules.may_begin_run(actor, run, missing, form.cleaned_data["reason"])
        if not allowed:
            form.add_error("reason", allowed.reason)
            return _gate_page(request, actor, run, form)
        actions.begin_run(actor=actor, run=run, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("The run has begun."))
        return redirect("runs:run", pk=run.pk)
    return _gate_page(request, actor, run, form)


def _gate_page(request: HttpRequest, actor: Actor, run: Run, form: BeginForm) -> HttpResponse:
    checks = queries.gate(actor, run)
    shown: dict[str, Any] = {
        "checks": checks, "missing": sum(not check.passed for check in checks), "form": form,
        "may_begin": rules.may_step(actor, run, "begin"), "over": run.state in (RunState.ENDED, RunState.CALLED_OFF),
    }  # fmt: skip
    return drawn(
        request, run, "runs/gate.html", "runs:gate", _("Start gate"), status=422 if form.errors else 200, **shown
    )
