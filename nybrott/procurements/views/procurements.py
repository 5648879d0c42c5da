"""One procurement: planned, read, described anew, joined to what it answers, moved on and stopped."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.trail import Stage, stages
from nybrott.core.verdict import insist
from nybrott.people.models import Organisation
from nybrott.procurements import actions, queries, rules
from nybrott.procurements.actions import Planned
from nybrott.procurements.forms import AnswersForm, PlanForm, StopForm
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import PROCUREMENT, ProcurementState
from nybrott.procurements.views.framing import crumbs, drawn, seen, worked
from nybrott.ui.asking import who
from nybrott.ui.formats import language
from nybrott.ui.thread import Stop

# the steps of the way, as their buttons say them
STEPS = {
    "map_needs": gettext_lazy("Needs are being mapped"),
    "ask_market": gettext_lazy("The market is being asked"),
    "prepare": gettext_lazy("The competition is being prepared"),
    "compete": gettext_lazy("The competition is announced"),
    "sign": gettext_lazy("The contract is signed"),
    "put_to_use": gettext_lazy("It is in use"),
    "end": gettext_lazy("It has ended"),
    "take_up": gettext_lazy("Take it up again"),
}


def state_label(procurement: Procurement) -> str:
    """How far a procurement has come, in words."""
    return str(ProcurementState(procurement.state).label)


@require_safe
def procurement(request: HttpRequest, pk: int) -> HttpResponse:
    """A procurement: how far it has come, what it is for, what comes next."""
    actor, found = seen(request, pk)
    trail = queries.trail_of(actor, found)
    stops = [_drawn_stage(stage) for stage in stages(trail)]
    can = [
        (verb, STEPS[verb]) for verb in PROCUREMENT.open_steps(found.state) if verb in STEPS and rules.may_move(actor, found, verb)
    ]  # fmt: skip
    shown: dict[str, Any] = {
        "state": state_label(found), "step": queries.next_step(actor, found, timezone.now()), "stops": stops, "purposes": queries.purposes(found),
        "challenges": list(found.challenges.order_by("title", "pk")), "dialogues": list(found.dialogues.order_by("pk")), "goals": list(found.goals.order_by("title", "pk")), "codes": _codes(found),
        "blocks": queries.blocks(request, found), "can": can, "may_stop": rules.may_move(actor, found, "stop"),
    }  # fmt: skip
    return drawn(request, found, "procurements/procurement.html", "procurements:procurement", **shown)


def _drawn_stage(stage: Stage) -> Stop:
    """A stage of the thread: what it is called, and of the things in it the first by name and how many more."""
    first = stage.stops[0]
    named = queries.stage_name(stage.kind)
    if stage.state == "missing":
        return Stop(named, "missing", url=first.url)
    if len(stage.stops) == 1:
        return Stop(named, stage.state, url=first.url, note=first.note if not first.ref else first.label)
    note = _("%(first)s, and %(n)s more") % {"first": first.label, "n": len(stage.stops) - 1}
    return Stop(named, stage.state, url=first.url, note=note)


def _codes(found: Procurement) -> list[tuple[str, str]]:
    return [(one.number, one.name(language())) for one in queries.codes_of(found)]


def _form(actor: Actor, place: Organisation, found: Procurement | None, data: Any) -> PlanForm:
    first: dict[str, Any] = {"owner": actor.user_id}
    if found is not None:
        said = actions.planned_of(found)
        first = {name: getattr(said, name) for name in Planned.__slots__} | {
            "cpv": ", ".join(said.cpv),
            "value": _written(said.value),
        }
    return PlanForm(data, initial=first, actor=actor, organisation=place, procurement=found)


def _written(value: int | None) -> str:
    """Hundredths as somebody would type them."""
    if value is None:
        return ""
    whole, rest = divmod(value, 100)
    return f"{whole},{rest:02}" if rest else str(whole)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Put a procurement in the plan."""
    actor = who(request)
    place = get_object_or_404(Organisation, pk=actor.organisation_id)
    insist(rules.may_plan(actor, place))
    form = _form(actor, place, None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.plan_procurement(
            actor=actor, organisation=place, planned=Planned(**form.cleaned_data), now=timezone.now()
        )
        messages.success(request, _("It is in the plan. Say which need it answers."))
        return redirect("procurements:answers", pk=made.pk)
    heading = _("Plan a procurement")
    shown = {
        "form": form,
        "heading": heading,
        "back": reverse("procurements:portfolio"),
        "breadcrumbs": crumbs(None, heading),
    }
    return render(request, "procurements/plan.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Say anew what a procurement is."""
    actor, found = worked(request, pk)
    form = _form(actor, found.organisation, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.describe_procurement(
            actor=actor, procurement=found, planned=Planned(**form.cleaned_data), now=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect("procurements:procurement", pk=found.pk)
    heading = _("What it is")
    shown = {"form": form, "heading": heading, "back": reverse("procurements:procurement", args=[found.pk])}
    return drawn(request, found, "procurements/plan.html", "", heading, status=422 if form.is_bound else 200, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a procurement answers and rests on."""
    actor, found = worked(request, pk)
    now_said = {
        "challenges": list(found.challenges.values_list("pk", flat=True)), "descriptions": list(found.descriptions.values_list("pk", flat=True)),
        "dialogues": list(found.dialogues.values_list("pk", flat=True)), "goals": list(found.goals.values_list("pk", flat=True)), "no_description": found.no_description,
    }  # fmt: skip
    form = AnswersForm(request.POST or None, initial=now_said, actor=actor)
    looks = "search" in request.POST  # nothing is saved while somebody looks for more
    if request.method == "POST" and not looks and (form.is_valid() or not request.POST):
        said = {name: form.cleaned_data[name] for name in now_said}
        actions.say_what_it_answers(actor=actor, procurement=found, **said, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("procurements:procurement", pk=found.pk)
    heading = _("What it answers")
    shown = {"form": form, "heading": heading, "back": reverse("procurements:procurement", args=[found.pk])}
    return drawn(
        request,
        found,
        "procurements/answers.html",
        "",
        heading,
        status=422 if form.is_bound and not looks else 200,
        **shown,
    )


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step of the way that asks for no reason."""
    actor, found = seen(request, pk)
    verb = request.POST.get("step", "")
    if verb not in STEPS:
        insist(rules.may_work(actor, found))
        messages.error(request, _("Choose the stage it has reached."))
        return redirect("procurements:procurement", pk=found.pk)
    moved = actions.move_procurement(actor=actor, procurement=found, verb=verb, now=timezone.now())
    messages.success(request, _("It is now “%(state)s”.") % {"state": state_label(moved).lower()})
    return redirect("procurements:procurement", pk=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a procurement, with the reason those who come after read."""
    actor, found = seen(request, pk)
    insist(rules.may_move(actor, found, "stop"))
    form = StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.move_procurement(
            actor=actor, procurement=found, verb="stop", reason=form.cleaned_data["reason"], now=timezone.now()
        )
        messages.success(request, _("It is stopped, and can be taken up again."))
        return redirect("procurements:procurement", pk=found.pk)
    heading = _("Stop the procurement")
    shown = {"form": form, "heading": heading, "back": reverse("procurements:procurement", args=[found.pk])}
    return drawn(request, found, "procurements/stop.html", "", heading, status=422 if form.is_bound else 200, **shown)
