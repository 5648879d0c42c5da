"""What was learnt of each part of a programme."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.effects.models import Decision, Lesson
from nybrott.reports import actions, queries, rules
from nybrott.reports.forms.decisions import LessonForm, SettleForm
from nybrott.reports.views.following import asked, decided
from nybrott.ui.asking import who
from nybrott.ui.formats import language


def _lesson(request: HttpRequest, pk: int) -> tuple[Actor, Lesson]:
    actor = who(request)
    found = Lesson.objects.visible_to(actor).select_related(*(f"decision__{name}" for name in queries.FULL))
    one = get_object_or_404(found, pk=pk)
    insist(rules.may_write_lesson(actor, one.decision))
    return actor, one


def _form(request: HttpRequest, decision: Decision, initial: dict[str, Any]) -> LessonForm:
    places = queries.places_of(decision.plan.run.package.content, language())
    return LessonForm(request.POST or None, places=places, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_new(request: HttpRequest, run: int) -> HttpResponse:
    """Write what was learnt."""
    actor, one = decided(request, run)
    insist(rules.may_write_lesson(actor, one))
    form, fault = _form(request, one, {"place": request.GET.get("place", "")}), ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.write_lesson(actor=actor, decision=one, place=said["place"], text=said["text"], now=timezone.now())
        except Refused as refused:
            fault = refused.reason
        else:
            messages.success(request, _("The lesson is written."))
            return redirect("reports:decision", run=run)
    return asked(request, one.plan, form, _("Write a lesson"), fault=fault)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a lesson anew."""
    actor, one = _lesson(request, pk)
    place = "/".join(part for part in (one.section, one.part) if part)
    form = _form(request, one.decision, {"place": place, "text": one.text})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.change_lesson(actor=actor, lesson=one, place=said["place"], text=said["text"], now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("reports:decision", run=one.decision.plan.run_id)
    return asked(request, one.decision.plan, form, _("Change the lesson"))


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done with a lesson."""
    actor, one = _lesson(request, pk)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.settle_lesson(actor=actor, lesson=one, done=form.done(), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("reports:decision", run=one.decision.plan.run_id)
    return asked(request, one.decision.plan, form, _("What was done with it"), lead=one.text, before=one.settled)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a lesson out."""
    actor, one = _lesson(request, pk)
    run = one.decision.plan.run_id
    actions.remove_lesson(actor=actor, lesson=one, now=timezone.now())
    messages.success(request, _("The lesson has been removed."))
    return redirect("reports:decision", run=run)
