"""Proposing a goal, wording it, taking its steps, and putting a reading right."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, insist
from nybrott.goals import actions, queries, rules
from nybrott.goals.actions import Changed
from nybrott.goals.forms import CorrectionForm, DecisionForm, EndForm, GoalForm, ReviewForm, written
from nybrott.goals.models import Goal, Reading
from nybrott.goals.states import GoalState
from nybrott.goals.views.goals import seen
from nybrott.ui.asking import who


def _form(request: HttpRequest, form: forms.Form, status: int = 200, **said: Any) -> HttpResponse:
    status = 422 if form.is_bound and status == 200 else status
    return render(request, "goals/form.html", {"form": form, **said}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a goal."""
    actor = who(request)
    insist(rules.may_propose(actor))
    form = GoalForm(request.POST or None, actor=actor, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        made = actions.propose_goal(actor=actor, said=form.said(), now=timezone.now())
        messages.success(request, _("The goal is proposed."))
        return redirect("goals:goal", pk=made.pk)
    return _form(
        request, form, heading=_("Propose a goal"), button=_("Propose it"), breadcrumbs=queries.crumbs(None, _("Propose a goal")),
        lead=_("What you do not know yet can wait; it must all be there when the goal is decided."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a goal anew."""
    actor, one = seen(request, pk)
    insist(rules.may_change(actor, one))
    form = GoalForm(request.POST or None, actor=actor, today=timezone.localdate(), goal=one)
    shown: dict[str, Any] = {
        "goal": one, "heading": _("Change the goal"), "button": _("Save"), "breadcrumbs": queries.crumbs(one, _("Change the goal")),
        "lead": _("What was decided stays. When the measure or the target changes, propose another goal and let it take this one’s place.") if one.state == GoalState.DECIDED else _("What it said before is kept in the journal."),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_goal(
                actor=actor, goal=one, said=form.said(), version=form.cleaned_data["version"], now=timezone.now()
            )
        except Changed:
            messages.warning(
                request,
                _("Someone else has changed the goal in the meantime. Nothing was saved: open it again and compare."),
            )
            return _form(request, form, 409, **shown)
        messages.success(request, _("Saved."))
        return redirect("goals:goal", pk=one.pk)
    return _form(request, form, **shown)


def _decide(actor: Actor, one: Goal, form: Any, now: datetime) -> None:
    actions.decide_goal(actor=actor, goal=one, decision=form.decision(), now=now)


def _review(actor: Actor, one: Goal, form: Any, now: datetime) -> None:
    said = form.cleaned_data
    actions.review_goal(actor=actor, goal=one, said=said["said"], next_on=said["next_on"], now=now)


def _end(actor: Actor, one: Goal, form: Any, now: datetime) -> None:
    said = form.cleaned_data
    actions.end_goal(
        actor=actor, goal=one, verb=said["verb"], reason=said["reason"], replaced_by=said.get("replaced_by"), now=now
    )


# step → heading, sentence below it, button, what is said after
WORDS = {
    "decide": (gettext_lazy("Enter the decision"), gettext_lazy("From now on its measure, baseline and target stay as they are."), gettext_lazy("It is decided"), gettext_lazy("The decision is recorded.")),
    "review": (gettext_lazy("Look at it again"), gettext_lazy("What you write stays with the goal."), gettext_lazy("Keep it"), gettext_lazy("Kept.")),
    "end": (gettext_lazy("Say how it ended"), gettext_lazy("It stays as it is after this, with all its readings. It cannot be undone."), gettext_lazy("End it"), gettext_lazy("The goal has ended.")),
}  # fmt: skip
DOES: dict[str, Callable[[Actor, Goal, Any, datetime], None]] = {"decide": _decide, "review": _review, "end": _end}


def _may(actor: Actor, one: Goal, step: str) -> Verdict:
    if step == "decide":
        return rules.may_decide(actor, one)
    if step == "review":
        return rules.may_review(actor, one)
    return rules.may_end(actor, one, "drop" if one.state == GoalState.PROPOSED else "reach")


def _of_step(request: HttpRequest, actor: Actor, one: Goal, step: str) -> forms.Form:
    data, today = request.POST or None, timezone.localdate()
    if step == "decide":
        return DecisionForm(data, goal=one, today=today)
    return ReviewForm(data, today=today) if step == "review" else EndForm(data, actor=actor, goal=one)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Decide it, look at it again, or end it."""
    actor, one = seen(request, pk)
    if step not in WORDS:
        raise Http404
    insist(_may(actor, one, step))
    heading, lead, button, after = WORDS[step]
    form = _of_step(request, actor, one, step)
    if request.method == "POST" and form.is_valid():
        DOES[step](actor, one, form, timezone.now())
        messages.success(request, str(after))
        return redirect("goals:goal", pk=one.pk)
    return _form(
        request,
        form,
        goal=one,
        heading=heading,
        lead=lead,
        button=button,
        breadcrumbs=queries.crumbs(one, str(heading)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a reading right, or take it out."""
    actor = who(request)
    found = Reading.objects.visible_to(actor).select_related("goal__owner", "goal__organisation")
    reading = get_object_or_404(found, pk=pk)
    one = reading.goal
    insist(rules.may_correct(actor, reading))
    first = {"value": written(one, reading.value), "measured_on": reading.measured_on, "how": reading.how}
    form = CorrectionForm(request.POST or None, goal=one, today=timezone.localdate(), initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.correct_reading(
            actor=actor, reading=reading, value=form.found, on=said["measured_on"], how=said["how"], reason=said["reason"], now=timezone.now()
        )  # fmt: skip
        messages.success(request, _("The correction stands beside what it corrects."))
        return redirect("goals:goal", pk=one.pk)
    return _form(
        request, form, goal=one, heading=_("Put a reading right"), lead=_("What it said before is kept, with your reason beside it."), button=_("Put it right"),
        breadcrumbs=queries.crumbs(one, _("Put a reading right")),
    )  # fmt: skip
