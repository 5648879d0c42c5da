"""Milestones: set, reached, moved, dropped."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nybrott.contracts import actions, queries, rules
from nybrott.contracts.forms import MilestoneForm, StepForm
from nybrott.contracts.models import Milestone
from nybrott.contracts.states import MilestoneState
from nybrott.contracts.views.framing import asked, drawn, form_page, held, within
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist


@require_http_methods(["GET", "HEAD", "POST"])
def new_milestone(request: HttpRequest, pk: int, contract: int) -> HttpResponse:
    """Set a milestone."""
    actor, one = held(request, pk, contract)
    insist(rules.may_write(actor, one.procurement))
    form = MilestoneForm(request.POST if request.method == "POST" else None, people=queries.people_of(one.procurement))

    def add() -> None:
        said = form.cleaned_data
        actions.add_milestone(
            actor=actor,
            contract=one,
            title=said["title"],
            due_on=said["due_on"],
            owner=said["owner"],
            now=timezone.now(),
        )

    if asked(request, form, add, _("The milestone is set.")):
        return redirect("contracts:agreement", pk, contract)
    return form_page(
        request,
        one,
        form,
        _("Set a milestone"),
        lead=_("A week before its due date it becomes a task for the person who answers for it."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def milestone(request: HttpRequest, pk: int, contract: int, milestone: int) -> HttpResponse:
    """One milestone, where it was before, and what became of it."""
    actor, one = held(request, pk, contract)
    found = get_object_or_404(Milestone.objects.visible_to(actor).select_related("owner"), pk=milestone, contract=one)
    found.contract = one
    may_step, may_write = rules.may_step(actor, found, "reach"), rules.may_write(actor, one.procurement)
    posted = request.POST if request.method == "POST" else None
    steps = StepForm(
        posted if posted and "step" in posted else None, initial={"day": timezone.localdate()}, prefix=None
    )
    words = MilestoneForm(
        posted if posted and "reword" in posted else None,
        people=queries.people_of(one.procurement),
        day=False,
        initial={"title": found.title, "owner": found.owner},
    )
    if posted is not None:
        if _done(request, actor, found, steps, words):
            return redirect("contracts:agreement", pk, contract)
        insist(may_step if "reword" not in posted else may_write)
    is_over = found.state != MilestoneState.PLANNED
    shown: dict[str, Any] = {
        "contract": one, "milestone": found, "moves": [_move(each) for each in found.moves], "steps": None if is_over or not may_step else steps,
        "words": words if may_write and not is_over else None, "may_step": may_step, "may_reopen": is_over and rules.may_step(actor, found, "take_up"), "is_over": is_over,
    }  # fmt: skip
    return drawn(
        request,
        one.procurement,
        "contracts/milestone.html",
        *within(one, found.title),
        status=422 if steps.errors or words.errors else 200,
        **shown,
    )


def _move(said: dict[str, str]) -> dict[str, object]:
    days = {name: date.fromisoformat(said[name]) for name in ("from", "to", "on")}
    return {"was": days["from"], "became": days["to"], "on": days["on"], "why": said["why"]}


def _done(request: HttpRequest, actor: Actor, found: Milestone, steps: StepForm, words: MilestoneForm) -> bool:
    """Whether what was asked for was done."""
    now = timezone.now()
    if "reopen" in request.POST:
        actions.reopen_milestone(actor=actor, milestone=found, now=now)
        messages.success(request, _("The milestone is ahead again."))
        return True
    if "reword" in request.POST:
        return asked(
            request,
            words,
            lambda: actions.change_milestone(
                actor=actor,
                milestone=found,
                title=words.cleaned_data["title"],
                owner=words.cleaned_data["owner"],
                now=now,
            ),
            _("The milestone is saved."),
        )

    def step() -> None:
        said = steps.cleaned_data
        if said["step"] == "reach":
            actions.reach_milestone(actor=actor, milestone=found, on=said["day"], result=said["words"], now=now)
        elif said["step"] == "move":
            actions.move_milestone(actor=actor, milestone=found, due_on=said["day"], reason=said["words"], now=now)
        else:
            actions.drop_milestone(actor=actor, milestone=found, reason=said["words"], now=now)

    return asked(request, steps, step, _("It is noted."))
